using Granary.Domain.Purchases;
using Stripe;

namespace Granary.Adapters.Payments;

/// <summary>What was taken back of a charge.</summary>
internal sealed class Reversals(StripeClient stripe)
{
    /// <param name="of">The id of the capture or renewal that the charge paid.</param>
    public async Task<IReadOnlyList<PaymentEvent>> ReadAsync(Charge charge, string of, CancellationToken cancellationToken)
    {
        var events = new List<PaymentEvent>();
        if (charge.Refunded && await WholeRefundAsync(charge, cancellationToken) is { } refund)
            events.Add(new PaymentEvent(refund.Id, PaymentEventKind.Refunded, refund.Created, Of: of));
        if (charge.Disputed)
            await foreach (var dispute in stripe.V1.Disputes.ListAutoPagingAsync(new DisputeListOptions { Charge = charge.Id }, cancellationToken: cancellationToken))
                events.AddRange(EventsOf(dispute, of));
        return events;
    }

    // Several refunds of parts may come to the whole: then the last one tells it. One that is pending may still fail.
    private async Task<Refund?> WholeRefundAsync(Charge charge, CancellationToken cancellationToken)
    {
        var succeeded = new List<Refund>();
        await foreach (var refund in stripe.V1.Refunds.ListAutoPagingAsync(new RefundListOptions { Charge = charge.Id }, cancellationToken: cancellationToken))
            if (refund.Status == "succeeded") succeeded.Add(refund);
        return succeeded.Sum(refund => refund.Amount) >= charge.Amount
            ? succeeded.OrderBy(refund => refund.Created).ThenBy(refund => refund.Id, StringComparer.Ordinal).Last()
            : null;
    }

    // An inquiry ("warning") has taken no money yet; one that is prevented is a refund.
    private static IEnumerable<PaymentEvent> EventsOf(Dispute dispute, string of)
    {
        if (dispute.Status is not ("needs_response" or "under_review" or "won" or "lost")) yield break;

        yield return new PaymentEvent(dispute.Id, PaymentEventKind.Disputed, dispute.Created, Of: of);
        if (dispute.Status == "won") yield return new PaymentEvent($"{dispute.Id}:won", PaymentEventKind.DisputeWon, WonAt(dispute), Of: of);
    }

    // A dispute does not say when it was closed, but when the money came back.
    private static DateTimeOffset WonAt(Dispute dispute) =>
        (dispute.BalanceTransactions ?? []).Where(transaction => transaction.Amount > 0).Select(transaction => transaction.Created)
            .Append(dispute.Created.AddSeconds(1)).Max();
}
