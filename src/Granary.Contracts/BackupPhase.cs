namespace Granary.Contracts;

/// <summary>Which step a backup is at.</summary>
[GenerateSerializer, Alias("granary.BackupPhase")]
public enum BackupPhase
{
    Queued,
    TakingSnapshot,
    Exporting,
    Assembling,
    Ended,
}
