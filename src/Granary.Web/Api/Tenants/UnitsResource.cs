namespace Granary.Web.Api.Tenants;

/// <summary>How many unused one-time units a tenant has.</summary>
/// <param name="Count">Never fewer than running backups have reserved.</param>
internal sealed record UnitsResource(long Count);
