using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// A payment at the provider that moves no money: to try and to test purchases. Key: <c>region/tenant/order</c>. It keeps
/// its own state and never calls the tenant, as a provider elsewhere would not.
/// </summary>
[Alias("granary.ISandboxPaymentGrain")]
public interface ISandboxPaymentGrain : IGrainOfTenant
{
    /// <summary>From the provider's adapter: an order is to be paid. The same again changes nothing.</summary>
    [Alias("Begin")]
    Task Begin(TenantProfile tenant, Order order);

    /// <summary>From the provider's adapter: everything that has happened so far, renewals that have fallen due included.</summary>
    [Alias("Read")]
    Task<IReadOnlyList<PaymentEvent>> Read();

    /// <summary>From the provider's adapter.</summary>
    [Alias("SetRenewal")]
    Task SetRenewal(bool renews);

    /// <summary>From the provider's adapter: it cannot be paid any more, unless it is paid already.</summary>
    [Alias("Cancel")]
    Task Cancel();

    /// <summary>For the payment page: what is to be paid; null when there is no such payment.</summary>
    [Alias("Find"), Idempotent]
    Task<SandboxPayment?> Find();

    /// <summary>From the payment page: the payer approves, by the chosen method. False when it cannot be paid (any more).</summary>
    [Alias("Approve")]
    Task<bool> Approve(SandboxMethod method);

    /// <summary>From the payment page: the payer's means are declined. False when it cannot be paid (any more).</summary>
    [Alias("Decline")]
    Task<bool> Decline();
}
