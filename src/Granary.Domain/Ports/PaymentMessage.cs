using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>What a message from outside is worth.</summary>
public abstract record PaymentMessage
{
    private PaymentMessage() { }

    /// <summary>It does not prove where it is from, or is too old: nothing of it may be believed.</summary>
    public sealed record Forged : PaymentMessage;

    /// <summary>It is genuine, and about nothing of ours.</summary>
    public sealed record Irrelevant : PaymentMessage;

    /// <summary>It is genuine, and something has happened to the payment of this order: ask the provider what.</summary>
    public sealed record About(TenantId Tenant, OrderNumber Order) : PaymentMessage;
}
