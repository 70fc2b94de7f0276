using System.Net;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Microsoft.Extensions.Options;
using Stripe;
using Stripe.Checkout;

namespace Granary.Adapters.Payments;

/// <summary>
/// Takes payments on pages of Stripe: no card is ever seen here. A payment is a Checkout Session, which knows all that
/// comes of it; on everything that Stripe keeps about it stands the key of its order.
/// </summary>
internal sealed class StripePayments : IPaymentProvider
{
    private readonly StripeClient stripe;
    private readonly StripeOptions options;
    private readonly TimeProvider time;
    private readonly Reversals reversals;
    private readonly PaidSubscription subscriptions;

    public StripePayments(StripeClient stripe, IOptions<StripeOptions> options, TimeProvider time)
    {
        (this.stripe, this.options, this.time) = (stripe, options.Value, time);
        reversals = new Reversals(stripe);
        subscriptions = new PaidSubscription(stripe, reversals, options.Value, time);
    }

    public Task<PaymentSession> BeginAsync(PaymentRequest request, CancellationToken cancellationToken) => StripeFailure.GuardAsync(async () =>
    {
        var session = await stripe.V1.Checkout.Sessions.CreateAsync(CheckoutPage.Of(request), new RequestOptions { IdempotencyKey = request.Key }, cancellationToken);
        return new PaymentSession(session.Id, new Uri(session.Url));
    }, cancellationToken);

    public Task<IReadOnlyList<PaymentEvent>> ReadAsync(string payment, CancellationToken cancellationToken) => StripeFailure.GuardAsync(async () =>
    {
        var session = await SessionAsync(payment, cancellationToken);
        return session switch
        {
            { Status: "expired" } => [Cancelled(session)],
            { Status: "complete", Subscription: not null } => await subscriptions.ReadAsync(session, cancellationToken),
            { Status: "complete", PaymentIntent: { } intent } => await ReadAsync(intent, cancellationToken),
            _ => [],
        };
    }, cancellationToken);

    /// <summary>A subscription that has ended stays ended: only a new order begins another one.</summary>
    public Task SetRenewalAsync(string payment, bool renews, CancellationToken cancellationToken) => StripeFailure.GuardAsync(async () =>
    {
        var subscription = (await SessionAsync(payment, cancellationToken)).Subscription;
        return subscription is null or { Status: "canceled" or "incomplete_expired" } || subscription.CancelAtPeriodEnd == !renews
            ? subscription
            : await stripe.V1.Subscriptions.UpdateAsync(
                subscription.Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = !renews }, cancellationToken: cancellationToken);
    }, cancellationToken);

    public Task CancelAsync(string payment, CancellationToken cancellationToken) => StripeFailure.GuardAsync(async () =>
    {
        try
        {
            return await stripe.V1.Checkout.Sessions.ExpireAsync(payment, cancellationToken: cancellationToken);
        }
        catch (StripeException exception) when (exception.HttpStatusCode is HttpStatusCode.BadRequest)
        {
            // Nobody can pay it any more, because somebody has or because it has ended already.
            var session = await SessionAsync(payment, cancellationToken);
            if (session.Status == "open") throw;
            return session;
        }
    }, cancellationToken);

    /// <summary>A genuine message of test mode is irrelevant where real money is taken, and the other way round: it is about none of these payments.</summary>
    public async Task<PaymentMessage> ReadMessageAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken)
    {
        if (!MessageSignature.Proves(body.Span, signature, options.WebhookSecret, time.GetUtcNow())) return new PaymentMessage.Forged();
        if (StripeEvent.Parse(body) is not { } told || told.IsLive != options.IsLive) return new PaymentMessage.Irrelevant();

        var key = told switch
        {
            { Order: { } order } => order,
            { PaymentIntent: { } intent } => await StripeFailure.GuardAsync(() => OrderOfAsync(intent, cancellationToken), cancellationToken),
            _ => null,
        };
        return PaymentKey.TryParse(key, out var tenant, out var number) ? new PaymentMessage.About(tenant, number) : new PaymentMessage.Irrelevant();
    }

    private Task<Session> SessionAsync(string payment, CancellationToken cancellationToken) => stripe.V1.Checkout.Sessions.GetAsync(
        payment, new SessionGetOptions { Expand = ["payment_intent.latest_charge", "subscription"] }, cancellationToken: cancellationToken);

    private async Task<IReadOnlyList<PaymentEvent>> ReadAsync(PaymentIntent intent, CancellationToken cancellationToken) => intent.Status switch
    {
        "succeeded" => [
            new PaymentEvent(intent.Id, PaymentEventKind.Captured, intent.LatestCharge.Created),
            .. await reversals.ReadAsync(intent.LatestCharge, intent.Id, cancellationToken)],
        // The page is closed, so no other means can be tried: a debit that took days has failed.
        "requires_payment_method" or "canceled" => [
            new PaymentEvent($"{intent.Id}:failed", PaymentEventKind.Failed, intent.LatestCharge?.Created ?? intent.Created)],
        _ => [],
    };

    // Stripe says when a page would have ended by itself, not when it was ended before.
    private PaymentEvent Cancelled(Session session)
    {
        var now = session.AnsweredAt(time);
        return new PaymentEvent($"{session.Id}:expired", PaymentEventKind.Cancelled, session.ExpiresAt < now ? session.ExpiresAt : now);
    }

    // Refunds and disputes carry the order of no one; nor does a payment by which Stripe renewed a subscription, but its invoice does.
    private async Task<string?> OrderOfAsync(string intent, CancellationToken cancellationToken)
    {
        PaymentIntent own;
        try
        {
            own = await stripe.V1.PaymentIntents.GetAsync(intent, cancellationToken: cancellationToken);
        }
        catch (StripeException exception) when (exception.HttpStatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        if (own.Metadata.GetValueOrDefault(OrderMark.Name) is { } order) return order;

        var paid = await stripe.V1.InvoicePayments.ListAsync(
            new InvoicePaymentListOptions { Payment = new InvoicePaymentPaymentOptions { Type = "payment_intent", PaymentIntent = intent }, Expand = ["data.invoice"] },
            cancellationToken: cancellationToken);
        return paid.Select(payment => payment.Invoice.Parent?.SubscriptionDetails?.Metadata?.GetValueOrDefault(OrderMark.Name)).FirstOrDefault(found => found is not null);
    }
}
