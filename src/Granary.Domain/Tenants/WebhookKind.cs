namespace Granary.Domain.Tenants;

/// <summary>What a message to the vendor tells: every notification, and what became of ordered editions. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.WebhookKind")]
public enum WebhookKind
{
    ScheduleSaved,
    ScheduleStopped,
    BackupStarted,
    BackupReady,
    BackupReadyWithWarnings,
    BackupFailed,
    BackupSkipped,
    BackupExpiresTomorrow,
    Purchased,
    PaymentFailed,
    PurchaseTakenBack,
    SubscriptionRenewalFailed,

    /// <summary>An order of an edition is paid: the tenant has that edition from now on.</summary>
    EditionBought,

    /// <summary>The payment of such an order was refunded or is disputed: the tenant has that edition no longer.</summary>
    EditionTakenBack,

    /// <summary>The tenant has chosen a lower edition.</summary>
    EditionDowngraded,
}
