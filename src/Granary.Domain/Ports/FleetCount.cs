using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>So many tenants of a region are in a condition.</summary>
public sealed record FleetCount(string Region, FleetCondition Condition, long Tenants);
