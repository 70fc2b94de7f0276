namespace Granary.Domain.Tenants;

/// <summary>What a notification tells. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.NotificationKind")]
public enum NotificationKind
{
    ScheduleSaved,
    ScheduleStopped,

    /// <summary>It is being archived.</summary>
    BackupStarted,
    BackupReady,
    BackupReadyWithWarnings,
    BackupFailed,
    BackupSkipped,
    BackupExpiresTomorrow,
    Purchased,
    PaymentFailed,

    /// <summary>Refunded, or disputed.</summary>
    PurchaseTakenBack,
    SubscriptionRenewalFailed,
}
