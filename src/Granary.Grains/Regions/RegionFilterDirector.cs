using Granary.Contracts;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Granary.Grains.Regions;

/// <summary>
/// Goes by the key of the grain, not by who calls: a reminder rings where the ring has it, and a web process asks whatever silo it
/// knows. A silo that has not said yet where it is counts as one of elsewhere.
/// </summary>
internal sealed class RegionFilterDirector(ISiloMetadataCache metadata, IOptions<SiloMetadata> own) : IPlacementFilterDirector
{
    /// <summary>Under which a silo tells the others where it is.</summary>
    public const string Key = "region";

    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var regions = silos.ToDictionary(silo => silo, silo => RegionOf(metadata.GetSiloMetadata(silo)));
        // A cluster without regions.
        if (RegionOf(own.Value) is null && regions.Values.All(region => region is null)) return regions.Keys;

        var tenant = GrainKeys.TenantOf(target.GrainIdentity.Key.ToString()!);
        var there = regions.Where(silo => silo.Value == tenant.Region).Select(silo => silo.Key).ToList();
        return there.Count > 0 ? there : throw RegionUnavailableException.For(tenant);
    }

    private static string? RegionOf(SiloMetadata silo) => silo.Metadata.GetValueOrDefault(Key);
}
