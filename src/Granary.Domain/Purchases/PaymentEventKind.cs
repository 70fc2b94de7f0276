namespace Granary.Domain.Purchases;

/// <summary>What has happened to a payment. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.PaymentEventKind")]
public enum PaymentEventKind
{
    Captured,

    /// <summary>The payer's means were declined, for good.</summary>
    Failed,

    /// <summary>Given up, or not paid in time.</summary>
    Cancelled,

    /// <summary>Another month of the subscription is paid.</summary>
    Renewed,

    /// <summary>Another month was not paid, and will not be: the subscription ends.</summary>
    RenewalFailed,

    /// <summary>The subscription will not be renewed.</summary>
    RenewalOff,

    /// <summary>It will be renewed after all.</summary>
    RenewalOn,

    /// <summary>A payment was paid back whole. What is paid back of a part only is the vendor's courtesy, and no event.</summary>
    Refunded,
    Disputed,
    DisputeWon,
}
