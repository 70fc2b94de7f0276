namespace Granary.Testing.Payments;

/// <summary>Of a provider that moves money, which can come back. For <see cref="MoneyProviderContract"/>.</summary>
public abstract class MoneyHarness : PaymentHarness
{
    /// <summary>The vendor pays a capture or a renewal back, whole.</summary>
    /// <param name="paid">The id of its event.</param>
    public abstract Task RefundAsync(string payment, string paid);

    /// <summary>The payer contests a capture or a renewal.</summary>
    /// <param name="paid">The id of its event.</param>
    public abstract Task DisputeAsync(string payment, string paid);

    /// <summary>The dispute about a capture or a renewal ends in the vendor's favour.</summary>
    /// <param name="paid">The id of its event.</param>
    public abstract Task WinDisputeAsync(string payment, string paid);

    /// <summary>The paid month of a subscription ends, and the next one cannot be charged, however often that was tried.</summary>
    public abstract Task FailMonthAsync(string payment);
}
