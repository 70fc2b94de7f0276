using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>So much was chosen for the tenant within a minute that somebody is faster than people are. Nothing has changed: ask again in a minute.</summary>
[GenerateSerializer, Alias("granary.TooManyChangesException")]
public sealed class TooManyChangesException : Exception
{
    public TooManyChangesException()
    {
    }

    public TooManyChangesException(string message) : base(message)
    {
    }

    public TooManyChangesException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public static TooManyChangesException For(TenantId tenant) => new($"More than {Tenant.MostChoicesAMinute} choices within a minute are not taken for '{tenant}'.");
}
