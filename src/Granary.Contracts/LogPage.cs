using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>A page of the activity log.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Total">How many entries pass the filter, on all pages together.</param>
/// <param name="Actors">People who did something lately: the choices of the filter.</param>
[GenerateSerializer, Immutable, Alias("granary.LogPage")]
public sealed record LogPage(
    [property: Id(0)] IReadOnlyList<LogEntry> Entries,
    [property: Id(1)] long Total,
    [property: Id(2)] IReadOnlyList<Actor> Actors);
