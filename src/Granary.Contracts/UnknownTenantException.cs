using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>The SaaS has no such tenant.</summary>
[GenerateSerializer, Alias("granary.UnknownTenantException")]
public sealed class UnknownTenantException : Exception
{
    public UnknownTenantException()
    {
    }

    public UnknownTenantException(string message) : base(message)
    {
    }

    public UnknownTenantException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public static UnknownTenantException For(TenantId tenant) => new($"There is no tenant '{tenant}'.");
}
