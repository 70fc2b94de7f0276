using System.Globalization;
using System.Resources;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Stripe.Checkout;

namespace Granary.Adapters.Payments;

/// <summary>
/// The page of Stripe on which an order is paid. Made of nothing but the order, so that asking for it again asks for the
/// same: Stripe refuses an idempotency key under which something else was asked before.
/// </summary>
internal static class CheckoutPage
{
    private static readonly ResourceManager Texts = new("Granary.Adapters.Payments.Texts", typeof(CheckoutPage).Assembly);

    public static SessionCreateOptions Of(PaymentRequest request)
    {
        var order = request.Order;
        var options = new SessionCreateOptions
        {
            Mode = order.IsWeekly() ? "subscription" : "payment",
            Locale = order.Language,
            SuccessUrl = request.ReturnUrl.AbsoluteUri,
            CancelUrl = request.ReturnUrl.AbsoluteUri,
            LineItems = order.Lines.Select(line => ItemOf(line, CultureInfo.GetCultureInfo(order.Language))).ToList(),
            Metadata = OrderMark.Of(request.Key),
        };
        if (order.IsWeekly()) options.SubscriptionData = new SessionSubscriptionDataOptions { Metadata = OrderMark.Of(request.Key) };
        else options.PaymentIntentData = new SessionPaymentIntentDataOptions { Metadata = OrderMark.Of(request.Key) };
        return options;
    }

    private static SessionLineItemOptions ItemOf(OrderLine line, CultureInfo culture) => new()
    {
        Quantity = line.Quantity,
        PriceData = new SessionLineItemPriceDataOptions
        {
            Currency = line.Price.Currency.ToLowerInvariant(),
            UnitAmount = MinorUnits.Of(line.Price) ?? throw new InvalidOperationException($"{line.Price} cannot be paid: correct the price."),
            ProductData = new SessionLineItemPriceDataProductDataOptions { Name = NameOf(line, culture) },
            Recurring = line.Item is OrderItem.WeeklySubscription ? new SessionLineItemPriceDataRecurringOptions { Interval = "month" } : null,
        },
    };

    private static string NameOf(OrderLine line, CultureInfo culture) =>
        line.Edition is { } edition
            ? string.Format(culture, Text(nameof(OrderItem.Edition), culture), Texts.GetString($"Edition.{edition}", culture) ?? edition)
            : Text(line.Item.ToString(), culture);

    private static string Text(string name, CultureInfo culture) =>
        Texts.GetString(name, culture) ?? throw new InvalidOperationException($"There is no text '{name}'.");
}
