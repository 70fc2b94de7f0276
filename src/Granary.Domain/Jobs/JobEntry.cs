using Granary.Domain.Quotas;

namespace Granary.Domain.Jobs;

/// <summary>One line of what happened to jobs.</summary>
/// <param name="Number">Of the line in the activity log: no two of a tenant have the same.</param>
/// <param name="By">Who did it; for a backup that ended, who had asked for it.</param>
/// <param name="At">With the offset of the tenant's zone.</param>
/// <param name="IsSingle">True when it is about one backup that was asked for, false when it is about a schedule or a purchase, or nobody knows any more.</param>
/// <param name="Rhythm">Of the schedule that it is about; null when it is about none, or nobody knows any more.</param>
/// <param name="Units">How many one-time units were bought; null unless it tells of a purchase of some.</param>
/// <param name="File">The first archive that can be downloaded still; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("granary.JobEntry")]
public sealed record JobEntry(
    [property: Id(0)] long Number,
    [property: Id(1)] JobEvent Event,
    [property: Id(2)] NumberedActor By,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] bool IsSingle,
    [property: Id(5)] Rhythm? Rhythm,
    [property: Id(6)] int? Units,
    [property: Id(7)] string? File);
