namespace Granary.Domain.Backups;

/// <summary>
/// Where a backup stands. Queued -> InProgress -> Ready, ReadyWithWarnings or Failed; a downloadable one ends Expired. A
/// queued one may be Cancelled; a scheduled one that never could start is Skipped.
/// Stored by name: add, never rename.
/// </summary>
[GenerateSerializer, Alias("granary.BackupState")]
public enum BackupState
{
    Queued,
    InProgress,
    Ready,
    ReadyWithWarnings,
    Failed,
    Expired,
    Skipped,
    Cancelled,
}
