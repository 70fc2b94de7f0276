using Granary.Domain.Purchases;

namespace Granary.Domain.Tests.Purchases;

/// <summary>A rule of payments and a history that shows it.</summary>
/// <param name="Events">As <see cref="History"/> reads them.</param>
/// <param name="Expected">The state, what days are paid, and whether it renews: <c>Captured 1-31 renews</c>.</param>
internal sealed record OrderCase(string Sentence, bool Weekly, string Events, string Expected)
{
    public Order Order => new()
    {
        Number = new OrderNumber(1),
        PlacedBy = Customer.Sophia,
        PlacedAt = History.Day(0),
        IdempotencyKey = "key",
        Lines = [Weekly ? new OrderLine(OrderItem.WeeklySubscription, 1, new Money(12, "EUR")) : new OrderLine(OrderItem.Unit, 3, new Money(10, "EUR"))],
        ProfileEdition = "Standard",
        Site = new Uri("https://granary.example/"),
        Language = "en",
        Payment = "pay-1",
    };

    public void Check(IEnumerable<PaymentEvent> told)
    {
        var order = told.Aggregate(Order, (known, one) => known.Learn([one]));
        var said = $"{order.State()} {History.Days(order.Subscription())}{(order.Renews() ? " renews" : "")}";
        Assert.True(Expected == said, $"{Sentence}\n  told {string.Join(' ', told.Select(one => one.Id))}\n  expected {Expected}\n  but it is {said}");
        Assert.Equal(order.State() is OrderState.Captured, order.IsEntitled());
        Assert.Equal(order.Renews(), order.Subscription().Renews);
    }
}
