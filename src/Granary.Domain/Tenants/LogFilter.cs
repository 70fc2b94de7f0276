namespace Granary.Domain.Tenants;

/// <summary>Which entries of a log to show.</summary>
/// <param name="Events">Only these; none means all.</param>
/// <param name="ActorId">Only what this person did; null means everybody.</param>
/// <param name="Since">Only from that instant on; null means from the beginning.</param>
[GenerateSerializer, Immutable, Alias("granary.LogFilter")]
public sealed record LogFilter(
    [property: Id(0)] IReadOnlyList<LogEvent> Events,
    [property: Id(1)] string? ActorId = null,
    [property: Id(2)] DateTimeOffset? Since = null)
{
    public static LogFilter All { get; } = new([]);

    public bool Lets(LogEntry entry) =>
        (Events.Count == 0 || Events.Contains(entry.Event)) && (ActorId is null || entry.Actor.Id == ActorId) && (Since is null || entry.At >= Since);
}
