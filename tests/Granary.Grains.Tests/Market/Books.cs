using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;
using Granary.Testing.Payments;

namespace Granary.Grains.Tests.Market;

/// <summary>
/// The provider's books beside those of the tenants. What the provider took is counted here from its own events, by no code
/// that the tenants use.
/// </summary>
internal sealed class Books(TestCluster cluster, FakePayments payments, string context)
{
    public IReadOnlyList<FakePayment> Captured => payments.All.Where(payment => payment.Captures > 0).ToArray();

    public async Task AssertBalanceAsync(TenantId tenant, string edition, DateTimeOffset now)
    {
        var all = payments.All.Where(payment => payment.Tenant == tenant).OrderBy(payment => payment.Order.Number).ToArray();
        var captured = all.Where(payment => payment.Captures > 0).ToArray();
        var held = all.Where(IsHeld).ToArray();
        var shop = await Buyer.AskAsync(() => cluster.Grains.Purchases(tenant).GetShop(country: null));
        var orders = shop.Orders.Where(order => order.CapturedAt() is not null).OrderBy(order => order.Number).ToArray();

        Equal(captured.Select(payment => payment.Order.IdempotencyKey).Distinct().Count(), captured.Sum(payment => payment.Captures), "One capture for each decision");
        Equal(Words(captured.Select(payment => (payment.Order.Number, payment.Order.Total(), payment.Events))), Words(orders.Select(order => (order.Number, order.Total(), order.Events))), "The captured orders, and what is known of each");
        Equal(held.Sum(payment => payment.Order.Units()), shop.Quota.UnitsLeft, "Units");
        Equal(held.LastOrDefault(payment => payment.Order.Edition() is not null)?.Order.Edition() ?? edition, shop.Profile.Edition, "The edition");
        Equal(held.Select(PaidUntil).Where(end => end > now).Max(), shop.Quota.PaidUntil, "The end of the subscription");
        Equal(captured.Length, await LoggedAsync(LogEvent.Purchased), "Purchases in the log");
        Equal(all.Sum(payment => payment.Events.Count(told => told.Kind is PaymentEventKind.Renewed)), await LoggedAsync(LogEvent.SubscriptionRenewed), "Renewals in the log");

        async Task<long> LoggedAsync(LogEvent what) => (await Buyer.AskAsync(() => cluster.Grains.Tenant(tenant).GetLog(1, 1, new LogFilter([what])))).Total;

        void Equal<T>(T provider, T here, string what) => Assert.True(
            EqualityComparer<T>.Default.Equals(provider, here), $"{what} of {tenant}: the provider says\n{provider}\nand here is\n{here}\n({context})");
    }

    private static bool IsHeld(FakePayment payment) => payment.Events.LastOrDefault(told =>
        told.Kind is PaymentEventKind.Captured or PaymentEventKind.Refunded or PaymentEventKind.Disputed or PaymentEventKind.DisputeWon)?.Kind
        is PaymentEventKind.Captured or PaymentEventKind.DisputeWon;

    private static DateTimeOffset? PaidUntil(FakePayment payment) => payment.Events.Max(told => told.Period?.End);

    private static string Words(IEnumerable<(OrderNumber Number, Money Total, IReadOnlyList<PaymentEvent> Events)> orders) =>
        string.Join('\n', orders.Select(order => $"{order.Number} {order.Total}: {string.Join(", ", order.Events.Select(told => told.Id).Order(StringComparer.Ordinal))}"));
}
