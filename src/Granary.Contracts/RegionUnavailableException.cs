using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// No silo of the tenant's region is in the cluster. Nothing has been done, and nothing is done elsewhere: ask again when one is back.
/// </summary>
[GenerateSerializer, Alias("granary.RegionUnavailableException")]
public sealed class RegionUnavailableException : Exception
{
    public RegionUnavailableException()
    {
    }

    public RegionUnavailableException(string message) : base(message)
    {
    }

    public RegionUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Of the tenant.</summary>
    [Id(0)]
    public string Region { get; init; } = "";

    public static RegionUnavailableException For(TenantId tenant) =>
        new($"No silo of the region '{tenant.Region}' is in the cluster: nothing is done for '{tenant}' until one is.") { Region = tenant.Region };
}
