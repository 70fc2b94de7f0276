using Granary.Domain.Ports;

namespace Granary.Testing.Payments;

/// <summary>
/// A provider, and what happens on the other side of it: on its payment page, and as months go by. For
/// <see cref="PaymentProviderContract"/>. A payment is named as the provider names it.
/// </summary>
public abstract class PaymentHarness : IAsyncDisposable
{
    public abstract IPaymentProvider Provider { get; }

    /// <summary>Somebody approves on the payment page. Where the page does not let them any more, nothing happens.</summary>
    public abstract Task ApproveAsync(string payment);

    /// <summary>The payer's means are declined for good.</summary>
    public abstract Task DeclineAsync(string payment);

    /// <summary>The paid month of a subscription ends, and the next one is charged if there is one.</summary>
    public abstract Task EndMonthAsync(string payment);

    public abstract ValueTask DisposeAsync();
}
