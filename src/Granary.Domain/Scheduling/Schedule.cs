namespace Granary.Domain.Scheduling;

/// <summary>When a tenant is backed up: what was saved last. A value: each change gives the next one.</summary>
[GenerateSerializer, Immutable, Alias("granary.Schedule")]
public sealed record Schedule
{
    /// <summary>1, 2, 3... within the tenant, never used again for other contents, not even after a stop.</summary>
    [Id(0)] public required int Version { get; init; }

    [Id(1)] public required Recurrence Recurrence { get; init; }

    /// <summary>The local date of the first run, from which two-weekly runs count their 14 days.</summary>
    [Id(2)] public required DateOnly Anchor { get; init; }

    [Id(3)] public required DateTimeOffset SavedAt { get; init; }

    /// <summary>Null while it is active. A stopped schedule has no occurrences.</summary>
    [Id(4)] public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Who saved it; null in what was stored before schedules knew that.</summary>
    [Id(5), System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public Tenants.Actor? SavedBy { get; init; }

    [System.Text.Json.Serialization.JsonIgnore] public bool IsActive => StoppedAt is null;

    /// <summary>True when saving this recurrence would change nothing.</summary>
    public bool Says(Recurrence recurrence) => IsActive && Recurrence == recurrence;

    /// <summary>
    /// The schedule after a save: <paramref name="previous"/> itself when nothing changed, else a new version whose first
    /// run is on the first chosen day whose instant is still to come, today included.
    /// </summary>
    /// <param name="previous">What was saved last, active or stopped; null when nothing ever was.</param>
    public static Schedule Save(Schedule? previous, Recurrence recurrence, RunCalendar calendar, DateTimeOffset now) =>
        previous is not null && previous.Says(recurrence)
            ? previous
            : new Schedule
            {
                Version = (previous?.Version ?? 0) + 1,
                Recurrence = recurrence,
                Anchor = calendar.FirstDay(recurrence, now),
                SavedAt = now,
            };

    /// <summary>The schedule after a stop: itself when it had been stopped before.</summary>
    public Schedule Stop(DateTimeOffset now) => IsActive ? this with { StoppedAt = now } : this;
}
