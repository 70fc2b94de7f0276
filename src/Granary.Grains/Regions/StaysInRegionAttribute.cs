using Orleans.Placement;

namespace Granary.Grains.Regions;

/// <summary>On the grains of a tenant: no silo of another region ever runs one.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StaysInRegionAttribute() : PlacementFilterAttribute(new RegionFilter());
