using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// The tenant's grain, for those who buy. Whoever calls has checked that the actor is an administrator of the tenant,
/// except where a method says otherwise. Every method throws <see cref="UnknownTenantException"/> when the SaaS has no
/// such tenant, unless it answers that there is no such order. Those that need the provider throw <see cref="TransientException"/> while it does not answer; then nothing
/// is known to have changed, and the same may be asked again.
/// </summary>
[Alias("granary.ITenantPurchases")]
public interface ITenantPurchases : IGrainOfTenant
{
    /// <summary>What is for sale, what the tenant has, and what it bought.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 of the place of sign-in, for the currency; null where it is not known.</param>
    [Alias("GetShop"), Idempotent]
    Task<Shop> GetShop(string? country);

    /// <summary>
    /// Records an order and makes it known to the provider. When the provider does not answer the order has no payment
    /// page yet; <see cref="CheckOrder"/> tries again.
    /// </summary>
    [Alias("PlaceOrder")]
    Task<OrderAnswer> PlaceOrder(Actor actor, OrderRequest request);

    /// <summary>
    /// The order, after asking the provider what has happened to it. May be called at any time: when somebody comes back from
    /// paying, when a message says that something has happened. Null when there is no such order. Needs the provider: a
    /// message that could not be followed up has to be sent again. For every caller.
    /// </summary>
    [Alias("CheckOrder"), Idempotent]
    Task<Order?> CheckOrder(OrderNumber order);

    /// <summary>Nobody is going to pay an open order. One that is paid meanwhile stays paid. Null when there is no such order. Needs the provider once it knows the order.</summary>
    [Alias("CancelOrder")]
    Task<Order?> CancelOrder(OrderNumber order);

    /// <summary>The next runs that would be skipped after a reduction. Changes nothing.</summary>
    [Alias("PreviewReduction"), Idempotent]
    Task<IReadOnlyList<ForecastRun>> PreviewReduction(Reduction reduction);

    /// <summary>Gives something up. Nothing is paid back, and what a running backup has reserved stays. For a subscription it needs the provider.</summary>
    [Alias("Reduce")]
    Task<ReductionAnswer> Reduce(Actor actor, Reduction reduction);

    /// <summary>A subscription that would end goes on after all. False when there is none. Needs the provider.</summary>
    [Alias("ResumeSubscription")]
    Task<bool> ResumeSubscription(Actor actor);
}
