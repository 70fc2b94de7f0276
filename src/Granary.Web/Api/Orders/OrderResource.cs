using Granary.Domain.Purchases;

namespace Granary.Web.Api.Orders;

/// <summary>An order.</summary>
/// <param name="Number">A number that grows with time, as text.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PlacedBy">Who placed it.</param>
/// <param name="PlacedAt">When.</param>
/// <param name="Lines">What is bought.</param>
/// <param name="Total">What it costs.</param>
/// <param name="PaymentPage">Where a person pays it; null unless it waits to be paid.</param>
/// <param name="PaidUntil">The end of the last month that is paid of a subscription; null where none is.</param>
internal sealed record OrderResource(
    string Number,
    OrderState State,
    ActorResource PlacedBy,
    DateTimeOffset PlacedAt,
    IReadOnlyList<OrderLineResource> Lines,
    MoneyResource Total,
    Uri? PaymentPage,
    DateTimeOffset? PaidUntil)
{
    public static OrderResource Of(Order order) => new(
        order.Number.ToString(),
        order.State(),
        ActorResource.Of(order.PlacedBy),
        order.PlacedAt,
        [.. order.Lines.Select(OrderLineResource.Of)],
        MoneyResource.Of(order.Total()),
        order.IsOpen() ? order.PaymentPage : null,
        order.PaidUntil());
}
