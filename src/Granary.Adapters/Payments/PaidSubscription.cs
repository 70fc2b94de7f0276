using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Stripe;
using Stripe.Checkout;

namespace Granary.Adapters.Payments;

/// <summary>What has happened to a weekly subscription since somebody went through its payment page.</summary>
internal sealed class PaidSubscription(StripeClient stripe, Reversals reversals, StripeOptions options, TimeProvider time)
{
    private const string Paid = "paid";

    public async Task<IReadOnlyList<PaymentEvent>> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var subscription = session.Subscription;
        var invoices = await InvoicesAsync(subscription, cancellationToken);
        var paid = invoices.Where(invoice => invoice.Status == Paid && MonthOf(invoice) is not null).ToList();
        if (paid.Count == 0) return subscription.Status == "incomplete_expired" ? [Failed(session)] : [];

        var charges = await ChargesAsync(session.CustomerId, cancellationToken);
        var events = new List<PaymentEvent>();
        foreach (var invoice in paid)
        {
            events.Add(EventOf(invoice));
            foreach (var charge in IntentsOf(invoice).Select(intent => charges.GetValueOrDefault(intent)).OfType<Charge>())
                events.AddRange(await reversals.ReadAsync(charge, invoice.Id, cancellationToken));
        }
        events.AddRange((await JournalAsync(subscription, invoices, cancellationToken)).Events(subscription.Id));
        return events;
    }

    private async Task<IReadOnlyList<Invoice>> InvoicesAsync(Subscription subscription, CancellationToken cancellationToken) =>
        await stripe.V1.Invoices
            .ListAutoPagingAsync(new InvoiceListOptions { Subscription = subscription.Id, Limit = 100, Expand = ["data.payments"] }, cancellationToken: cancellationToken)
            .OrderBy(invoice => invoice.Created).ToListAsync(cancellationToken);

    // The payment page made the customer, so all of them are this subscription's: one list instead of a question for each month.
    private async Task<IReadOnlyDictionary<string, Charge>> ChargesAsync(string customer, CancellationToken cancellationToken) =>
        await stripe.V1.PaymentIntents
            .ListAutoPagingAsync(new PaymentIntentListOptions { Customer = customer, Limit = 100, Expand = ["data.latest_charge"] }, cancellationToken: cancellationToken)
            .Where(intent => intent.LatestCharge is not null)
            .ToDictionaryAsync(intent => intent.Id, intent => intent.LatestCharge, cancellationToken: cancellationToken);

    private static IEnumerable<string> IntentsOf(Invoice invoice) =>
        (invoice.Payments?.Data ?? []).Where(payment => payment.Status == Paid).Select(payment => payment.Payment.PaymentIntentId).OfType<string>();

    // Null for an invoice about other things than a month of the subscription.
    private static InvoiceLineItemPeriod? MonthOf(Invoice invoice) =>
        invoice.Lines.Data.Find(line => line.Parent?.SubscriptionItemDetails is { Proration: false })?.Period;

    private PaymentEvent EventOf(Invoice invoice)
    {
        var month = MonthOf(invoice)!;
        return new PaymentEvent(
            invoice.Id,
            invoice.BillingReason == "subscription_create" ? PaymentEventKind.Captured : PaymentEventKind.Renewed,
            invoice.StatusTransitions.PaidAt ?? invoice.Created,
            new PaidPeriod(month.Start, month.End + options.RenewalGrace));
    }

    private PaymentEvent Failed(Session session) =>
        new($"{session.SubscriptionId}:failed", PaymentEventKind.Failed, session.Subscription.EndedAt ?? session.AnsweredAt(time));

    private async Task<RenewalJournal> JournalAsync(Subscription subscription, IReadOnlyList<Invoice> invoices, CancellationToken cancellationToken)
    {
        var before = RenewalJournal.Parse(subscription.Metadata.GetValueOrDefault(RenewalJournal.Name));
        var kind = RenewalOf(subscription, invoices[^1]);
        var at = kind is PaymentEventKind.RenewalOff ? subscription.CanceledAt : null;
        var after = before.With(kind, at ?? subscription.AnsweredAt(time));
        if (after != before)
            await stripe.V1.Subscriptions.UpdateAsync(
                subscription.Id, new SubscriptionUpdateOptions { Metadata = new() { [RenewalJournal.Name] = after.ToString() } }, cancellationToken: cancellationToken);
        return after;
    }

    private static PaymentEventKind RenewalOf(Subscription subscription, Invoice newest) => subscription switch
    {
        { Status: "unpaid" } or { Status: "canceled", CancellationDetails.Reason: "payment_failed" } => PaymentEventKind.RenewalFailed,
        // Where the vendor's settings at Stripe leave it at that, nothing is tried any more.
        { Status: "past_due" } when newest is { Status: not Paid, Attempted: true, NextPaymentAttempt: null } => PaymentEventKind.RenewalFailed,
        { Status: "canceled" } or { CancelAtPeriodEnd: true } or { CancelAt: not null } => PaymentEventKind.RenewalOff,
        _ => PaymentEventKind.RenewalOn,
    };
}
