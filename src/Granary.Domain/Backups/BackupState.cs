namespace Granary.Domain.Backups;

/// <summary>
/// Where a backup stands. Queued -> InProgress -> Ready, ReadyWithWarnings or Failed; a downloadable one ends Expired.
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
}
