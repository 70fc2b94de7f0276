namespace Granary.Domain.Tenants;

/// <summary>What an entry of the activity log tells. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.LogEvent")]
public enum LogEvent
{
    BackupRequested,
    BackupStarted,
    BackupReady,

    /// <summary>Detail: how many warnings.</summary>
    BackupReadyWithWarnings,

    /// <summary>Detail: the fault's.</summary>
    BackupFailed,

    /// <summary>Detail: the name of the <c>SkipReason</c> or <c>RefusalReason</c>.</summary>
    BackupSkipped,
    BackupCancelled,

    /// <summary>The files of the backup are deleted.</summary>
    BackupExpired,

    /// <summary>Detail: the file.</summary>
    DownloadStarted,
    OperatorTookBackup,

    /// <summary>Detail: the RRULE.</summary>
    ScheduleSaved,
    ScheduleStopped,

    /// <summary>Detail: the name of the <c>TextMode</c>.</summary>
    TextModeChanged,

    /// <summary>Detail: how many one-time units there are now.</summary>
    UnitsSet,

    /// <summary>Detail: the end of the paid period (ISO 8601), or nothing when the subscription ends.</summary>
    SubscriptionSet,
}
