using Granary.Domain.Quotas;

namespace Granary.Domain.Purchases;

/// <summary>Something that has happened to the payment of an order, as the provider tells it.</summary>
/// <param name="Id">The provider's, the same however often it is told; unique within the order.</param>
/// <param name="At">When it happened, by the provider's clock.</param>
/// <param name="Period">The month that a capture or renewal of the subscription pays for; null where no subscription is bought.</param>
/// <param name="Of">For a refund or a dispute: the id of the capture or renewal that it is about; null for the capture.</param>
[GenerateSerializer, Immutable, Alias("granary.PaymentEvent")]
public sealed record PaymentEvent(
    [property: Id(0)] string Id,
    [property: Id(1)] PaymentEventKind Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] PaidPeriod? Period = null,
    [property: Id(4)] string? Of = null);
