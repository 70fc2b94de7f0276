using Granary.Domain.Backups;

namespace Granary.Web.Api.Backups;

/// <summary>A backup: one run.</summary>
/// <param name="Id">A number that grows with time, as text.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Origin">What asked for it.</param>
/// <param name="TextMode">How text is written into its CSV files.</param>
/// <param name="RequestedBy">Who asked for it; Granary for an occurrence of the schedule.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="DueAt">When the occurrence of the schedule fell due, in the time of the tenant; null unless it is scheduled.</param>
/// <param name="StartedAt">When the first record could be read; null while it is queued.</param>
/// <param name="EndedAt">When it became ready, failed, or was cancelled or skipped.</param>
/// <param name="SnapshotAt">The one instant as of which every module is; null until it is ready.</param>
/// <param name="ExpiresAt">From then on its archives cannot be downloaded; null until it is ready.</param>
/// <param name="Modules">How many modules are in it; null until it is ready.</param>
/// <param name="Records">How many records are in it; null until it is ready.</param>
/// <param name="WarningCount">How many warnings it has; null until it is ready.</param>
/// <param name="Warnings">The first of them; the manifest has all.</param>
/// <param name="Fault">Why it failed; null unless it did.</param>
/// <param name="Skipped">Why it was skipped, by name; null unless it was.</param>
internal sealed record BackupResource(
    string Id,
    BackupState State,
    BackupOrigin Origin,
    TextMode TextMode,
    ActorResource RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? SnapshotAt,
    DateTimeOffset? ExpiresAt,
    int? Modules,
    long? Records,
    int? WarningCount,
    IReadOnlyList<WarningResource> Warnings,
    FaultResource? Fault,
    string? Skipped)
{
    public static BackupResource Of(Backup backup) => new(
        backup.Id.ToString(),
        backup.State,
        backup.Origin,
        backup.TextMode,
        ActorResource.Of(backup.RequestedBy),
        backup.RequestedAt,
        backup.Occurrence?.DueAt,
        backup.StartedAt,
        backup.EndedAt,
        backup.Publication?.SnapshotAt,
        backup.ExpiresAt,
        backup.Publication?.Modules,
        backup.Publication?.Records,
        backup.Publication?.WarningCount,
        [.. backup.Publication?.Warnings.Select(WarningResource.Of) ?? []],
        backup.Fault is { } fault ? new FaultResource(fault.Stage, fault.Side, fault.Detail) : null,
        backup.Skip is { } skip ? Wire.Name(skip.ToString()) : null);
}
