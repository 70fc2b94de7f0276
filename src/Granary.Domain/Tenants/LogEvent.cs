namespace Granary.Domain.Tenants;

/// <summary>What an entry of the activity log tells. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.LogEvent")]
public enum LogEvent
{
    BackupRequested,
    BackupStarted,
    BackupReady,
    BackupReadyWithWarnings,
    BackupFailed,
    DownloadStarted,
    OperatorTookBackup,
}
