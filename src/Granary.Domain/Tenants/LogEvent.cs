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

    /// <summary>Detail: the <see cref="OperatorReason"/>.</summary>
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

    /// <summary>Detail: a <c>PurchaseSummary</c>.</summary>
    Purchased,

    /// <summary>Detail: a <c>PurchaseSummary</c>.</summary>
    PaymentFailed,

    /// <summary>Detail: a <c>PurchaseSummary</c>.</summary>
    PurchaseRefunded,

    /// <summary>Detail: a <c>PurchaseSummary</c>.</summary>
    PurchaseDisputed,

    /// <summary>Detail: a <c>PurchaseSummary</c>.</summary>
    DisputeWon,

    /// <summary>Detail: the end of what is paid (ISO 8601).</summary>
    SubscriptionRenewed,

    /// <summary>Detail: the end of what is paid (ISO 8601).</summary>
    SubscriptionRenewalFailed,

    /// <summary>Detail: the end of what is paid (ISO 8601).</summary>
    SubscriptionEnded,

    /// <summary>Detail: the end of what is paid (ISO 8601).</summary>
    SubscriptionResumed,

    /// <summary>Detail: how many were given up.</summary>
    UnitsReduced,

    /// <summary>Detail: the new edition.</summary>
    EditionDowngraded,

    /// <summary>Detail: the name of the token.</summary>
    TokenCreated,

    /// <summary>Detail: the name of the token.</summary>
    TokenRevoked,
}
