using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>An order that is to be paid.</summary>
public sealed record PaymentRequest(TenantProfile Tenant, Order Order)
{
    /// <summary>The same for the same order, and for no other one of any tenant: the provider's idempotency key, and what messages carry.</summary>
    public string Key => PaymentKey.Of(Tenant.Id, Order.Number);

    /// <summary>Where the payer comes back to, having paid or not: coming back proves nothing.</summary>
    public Uri ReturnUrl => new(Order.Site, $"setup/subscription/orders/{Order.Number}");
}
