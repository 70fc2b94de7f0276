using Granary.Domain.Ports;

namespace Granary.Contracts;

/// <summary>What a module's grain is told to do.</summary>
/// <param name="Epoch">The attempt on whose behalf it works.</param>
/// <param name="Snapshot">The data to read.</param>
/// <param name="SnapshotEpoch">The attempt that took the snapshot: its folder holds the plan, and the parts of every attempt on this snapshot.</param>
[GenerateSerializer, Immutable, Alias("granary.ModuleOrder")]
public sealed record ModuleOrder(
    [property: Id(0)] int Epoch,
    [property: Id(1)] SnapshotReference Snapshot,
    [property: Id(2)] int SnapshotEpoch);
