using Granary.Domain.Scheduling;

namespace Granary.Domain.Jobs;

/// <summary>The latest that backs up a tenant, seen as one: its schedule, or a single backup.</summary>
/// <param name="Recurrence">Of the schedule; null for a single backup.</param>
/// <param name="FirstRun">When the schedule runs or ran first, with the offset of the tenant's zone; null for a single backup.</param>
/// <param name="NextRun">When it runs next, likewise; null for a single backup and once it is stopped.</param>
/// <param name="Requester">Who saved the schedule, or asked for the backup.</param>
[GenerateSerializer, Immutable, Alias("granary.Job")]
public sealed record Job(
    [property: Id(0)] JobId Id,
    [property: Id(1)] JobState State,
    [property: Id(2)] Recurrence? Recurrence,
    [property: Id(3)] DateTimeOffset? FirstRun,
    [property: Id(4)] DateTimeOffset? NextRun,
    [property: Id(5)] NumberedActor Requester);
