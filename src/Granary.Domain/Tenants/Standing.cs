using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>How a tenant stands, for those who run the service: moments and causes, nothing of its data.</summary>
/// <param name="Open">The backup whose turn it is: queued or in progress; null without one.</param>
/// <param name="OpenSince">For one that is queued when it fell due or was asked for, for one in progress when it started.</param>
/// <param name="DueAt">The first occurrence of the schedule that has no outcome; null without a schedule.</param>
/// <param name="Failures">So many backups have failed since the last one that can, or could, be downloaded.</param>
/// <param name="FailedAt">When the latest of them failed; null when there is none.</param>
/// <param name="Stage">What the latest of them failed at.</param>
/// <param name="Side">Whose fault that was.</param>
public sealed record Standing(
    BackupState? Open,
    DateTimeOffset? OpenSince,
    DateTimeOffset? DueAt,
    int Failures,
    DateTimeOffset? FailedAt,
    FaultStage? Stage,
    FaultSide? Side)
{
    /// <summary>What is due, or waits, for longer than this is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(15);
}
