namespace Granary.Domain.Ports;

/// <summary>Names a snapshot, so that grains on any silo read the same data.</summary>
/// <param name="Id">Given by the source; stands in the manifest.</param>
/// <param name="Instant">The instant whose data it shows.</param>
[GenerateSerializer, Immutable, Alias("granary.SnapshotReference")]
public sealed record SnapshotReference([property: Id(0)] string Id, [property: Id(1)] DateTimeOffset Instant);
