using System.Collections.Frozen;
using System.Text.Json;

namespace Granary.Adapters.Payments;

/// <summary>
/// What a message of Stripe is about. Read here and not by Stripe's own types, because those take no other version of
/// Stripe's interface than the one they are made for, and the one of a webhook is chosen by the vendor.
/// </summary>
/// <param name="Order">The key of the order, where the message has it.</param>
/// <param name="PaymentIntent">Where it has not: the payment that knows it.</param>
internal sealed record StripeEvent(bool IsLive, string? Order, string? PaymentIntent)
{
    /// <summary>All after which <see cref="StripePayments.ReadAsync"/> may tell more than before.</summary>
    public static readonly FrozenSet<string> Types =
    [
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
        "charge.refunded",
        "refund.updated",
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "customer.subscription.updated",
        "customer.subscription.deleted",
        "invoice.paid",
        "invoice.payment_failed",
        "invoice.voided",
        "invoice.marked_uncollectible",
    ];

    /// <summary>Null when it is about nothing that matters here, or is no event at all.</summary>
    public static StripeEvent? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (Text(root, "type") is not { } type || !Types.Contains(type) || Find(root, "data", "object") is not { } about) return null;

            var order = Text(about, "metadata", OrderMark.Name) ?? Text(about, "parent", "subscription_details", "metadata", OrderMark.Name);
            return new StripeEvent(Find(root, "livemode") is { ValueKind: JsonValueKind.True }, order, Text(about, "payment_intent"));
        }
        // The second is for text that is JSON and no text: an escape that means half a character.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path) =>
        Find(element, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        return element;
    }
}
