namespace Granary.Contracts;

/// <summary>
/// A grain of one tenant, whose key begins <c>region/tenant</c>. Calls that are for another tenant, or for nobody (<see cref="Caller"/>),
/// end with a <see cref="ForeignCallException"/>, and nothing is done.
/// </summary>
public interface IGrainOfTenant : IGrainWithStringKey;
