using Granary.Domain.Ports;
using Granary.Domain.Purchases;

namespace Granary.Testing.Payments;

/// <summary>
/// A provider in memory that keeps every promise of the port (it passes <see cref="MoneyProviderContract"/>), outlives the
/// silos, knows what it has taken from whom, and breaks down where a test says so.
/// </summary>
public sealed class FakePayments(TimeProvider clock) : IPaymentProvider
{
    private readonly Dictionary<string, FakePayment> payments = [];

    /// <summary>Before anything is done about a call: may throw, or take its time.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>When a call has done what it was asked, and before the answer: may throw, and the answer is lost.</summary>
    public Func<CancellationToken, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every payment that was begun, as it is now.</summary>
    public IReadOnlyList<FakePayment> All
    {
        get { lock (payments) return [.. payments.Values]; }
    }

    public async Task<PaymentSession> BeginAsync(PaymentRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(() =>
        {
            var fresh = new FakePayment(request);
            var payment = payments.TryAdd(fresh.Name, fresh) ? fresh : payments[fresh.Name];
            return payment.Order.Lines.SequenceEqual(request.Order.Lines)
                ? new PaymentSession(payment.Name, new Uri($"https://pay.example/{request.Key}"))
                : throw new InvalidOperationException($"The {payment.Name} was begun for something else.");
        }, cancellationToken);

    public async Task<IReadOnlyList<PaymentEvent>> ReadAsync(string payment, CancellationToken cancellationToken) =>
        await AnswerAsync(() => payments[payment].Events.ToArray(), cancellationToken);

    public async Task SetRenewalAsync(string payment, bool renews, CancellationToken cancellationToken) =>
        await AnswerAsync(() =>
        {
            var known = payments[payment];
            var changes = known.Paid is not null && known.Renews != renews;
            if (changes) known.Switch(renews, clock.GetUtcNow());
            return changes;
        }, cancellationToken);

    public async Task CancelAsync(string payment, CancellationToken cancellationToken) =>
        await AnswerAsync(() => Close(payment, known => known.Tell(PaymentEventKind.Cancelled, clock.GetUtcNow())), cancellationToken);

    /// <summary>It sends none: a test asks as if one had come.</summary>
    public Task<PaymentMessage> ReadMessageAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken) =>
        Task.FromResult<PaymentMessage>(new PaymentMessage.Forged());

    /// <returns>False when it cannot be paid (any more).</returns>
    public bool Approve(string payment)
    {
        lock (payments) return Close(payment, known => known.Capture(clock.GetUtcNow()));
    }

    /// <returns>False when it cannot be paid (any more).</returns>
    public bool Decline(string payment)
    {
        lock (payments) return Close(payment, known => known.Tell(PaymentEventKind.Failed, clock.GetUtcNow()));
    }

    /// <summary>The paid month ends by the provider's clock, and the next one is charged if there is one.</summary>
    public void EndMonth(string payment) => AtEndOfMonth(payment, (known, at) => known.Renew(at));

    /// <summary>The paid month ends by the provider's clock, and the next one cannot be charged.</summary>
    public void FailMonth(string payment) => AtEndOfMonth(payment, (known, at) => known.FailRenewal(at));

    /// <param name="kind">Refunded, Disputed or DisputeWon.</param>
    /// <param name="of">The id of the capture's or the renewal's event; null for the capture.</param>
    public void TakeBack(string payment, PaymentEventKind kind, string? of = null)
    {
        lock (payments) payments[payment].Tell(kind, clock.GetUtcNow(), of: of);
    }

    private bool Close(string payment, Action<FakePayment> close)
    {
        var known = payments[payment];
        if (!known.IsOpen) return false;

        close(known);
        return true;
    }

    private void AtEndOfMonth(string payment, Action<FakePayment, DateTimeOffset> end)
    {
        lock (payments)
            if (payments[payment] is { Renews: true, Paid: { } paid } known) end(known, paid.End);
    }

    private async Task<T> AnswerAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Before(cancellationToken);
        T told;
        lock (payments) told = answer();
        await After(cancellationToken);
        return told;
    }
}
