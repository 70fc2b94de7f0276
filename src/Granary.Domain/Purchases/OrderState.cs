namespace Granary.Domain.Purchases;

/// <summary>Where an order stands: always what its payment events say.</summary>
[GenerateSerializer, Alias("granary.OrderState")]
public enum OrderState
{
    /// <summary>Recorded; the provider does not know it yet.</summary>
    Created,

    /// <summary>Waiting at the provider to be paid.</summary>
    Pending,

    /// <summary>Paid, and what was bought is there.</summary>
    Captured,
    Failed,
    Cancelled,

    /// <summary>Paid back: what of it was unused is gone.</summary>
    Refunded,

    /// <summary>The payer contests the payment: as if refunded until the dispute is won.</summary>
    Disputed,
}
