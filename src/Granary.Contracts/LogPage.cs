using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>A page of the activity log.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Total">How many entries the whole log has.</param>
[GenerateSerializer, Immutable, Alias("granary.LogPage")]
public sealed record LogPage([property: Id(0)] IReadOnlyList<LogEntry> Entries, [property: Id(1)] long Total);
