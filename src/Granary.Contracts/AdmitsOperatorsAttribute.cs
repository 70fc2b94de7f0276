namespace Granary.Contracts;

/// <summary>On the methods of a tenant's grain that an operator may call: each leaves an entry in the tenant's own log.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AdmitsOperatorsAttribute : Attribute;
