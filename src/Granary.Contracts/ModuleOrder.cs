using Granary.Domain.Ports;

namespace Granary.Contracts;

/// <summary>What a module's grain is told to do.</summary>
/// <param name="Epoch">The attempt on whose behalf it works; what it writes carries it.</param>
/// <param name="Snapshot">The data to read. Parts exported from another snapshot are thrown away.</param>
[GenerateSerializer, Immutable, Alias("granary.ModuleOrder")]
public sealed record ModuleOrder([property: Id(0)] int Epoch, [property: Id(1)] SnapshotReference Snapshot);
