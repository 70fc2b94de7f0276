using Orleans.Placement;

namespace Granary.Grains.Regions;

/// <summary>Grains run on silos of the region that their key begins with.</summary>
internal sealed class RegionFilter() : PlacementFilterStrategy(order: 0);
