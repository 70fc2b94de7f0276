using System.Text.Json.Serialization;

namespace Granary.Domain.Scheduling;

/// <summary>One time that a schedule asks for a backup.</summary>
/// <param name="DueAt">When it starts, with the offset of the zone at that instant: the local time to show.</param>
/// <param name="TimeZone">The zone it was worked out in.</param>
/// <param name="Tzdb">The version of the time-zone data it was worked out with, such as <c>2026f</c>.</param>
[GenerateSerializer, Immutable, Alias("granary.Occurrence")]
public sealed record Occurrence(
    [property: Id(0)] OccurrenceId Id,
    [property: Id(1)] DateTimeOffset DueAt,
    [property: Id(2)] string TimeZone,
    [property: Id(3)] string Tzdb)
{
    /// <summary>
    /// The chosen day: the one whose month counts. <see cref="DueAt"/> is on it, unless the clock skips from the
    /// window of this day into the next one.
    /// </summary>
    [JsonIgnore] public DateOnly Day => DateOnly.FromDateTime(Id.Local);
}
