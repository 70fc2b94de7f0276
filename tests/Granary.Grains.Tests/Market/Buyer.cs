using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;
using Granary.Testing.Payments;

namespace Granary.Grains.Tests.Market;

/// <summary>
/// Somebody who decides to buy, clicks once or twice, and then pays, or not; who tries again when nobody answers. Everything
/// about one decision comes from its own random numbers.
/// </summary>
internal sealed class Buyer(TestCluster cluster, FakePayments payments, Postman postman, TenantId tenant, string decision, Random random)
{
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private ITenantPurchases Purchases => cluster.Grains.Purchases(tenant);

    /// <returns>False when nothing could be ordered.</returns>
    public async Task<bool> BuyAsync()
    {
        var basket = Choose(await AskAsync(() => Purchases.GetShop(country: null)));
        var request = new OrderRequest(basket, decision, Country: null, new Uri("https://backup.example/"), "en");
        var clicks = Likely(0.3) ? 2 : 1;
        var answers = await Task.WhenAll(Enumerable.Range(0, clicks).Select(_ => AskAsync(() => Purchases.PlaceOrder(Sophia, request))));
        if (answers[0] is OrderAnswer.Refused { Open: { } open }) await AskAsync(() => Purchases.CancelOrder(open));

        // Whatever pages have opened, the payer goes through each of them.
        var orders = answers.OfType<OrderAnswer.Placed>().Select(answer => answer.Order.Number).ToList();
        var mood = random.NextDouble();
        foreach (var order in orders) await GoThroughAsync(order, mood);
        return orders.Count > 0;
    }

    /// <summary>Asks until somebody answers: a silo may just have died, or the provider be away.</summary>
    public static async Task<T> AskAsync<T>(Func<Task<T>> question)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            try
            {
                return await question();
            }
            catch (Exception exception) when (
                exception is OrleansException or TimeoutException or TransientException && TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(3))
            {
            }
        }
    }

    private Basket Choose(Shop shop)
    {
        var present = shop.Editions.Single(offer => offer.Name == shop.Profile.Edition);
        var higher = Likely(0.15) ? shop.Editions.FirstOrDefault(offer => offer.Price.Amount > present.Price.Amount) : null;
        var weekly = Likely(0.3) && !shop.Quota.Renews;
        return new Basket(higher is null && !weekly || Likely(0.5) ? random.Next(1, 4) : 0, weekly, higher?.Name);
    }

    private async Task GoThroughAsync(OrderNumber number, double mood)
    {
        if (await AskAsync(() => Purchases.CheckOrder(number)) is not { Payment: { } payment } order) return;

        switch (mood)
        {
            case < 0.8:
                payments.Approve(payment);
                if (Likely(0.2)) payments.Approve(payment);
                postman.Take(tenant, number, copies: random.Next(4));
                if (Likely(0.5)) await AskAsync(() => Purchases.CheckOrder(number));
                if (!order.IsWeekly()) ComeBack(number, payment);
                break;
            case < 0.86:
                payments.Decline(payment);
                postman.Take(tenant, number, copies: random.Next(4));
                break;
            case < 0.94:
                // The payer's other hand may be faster.
                var cancelling = AskAsync(() => Purchases.CancelOrder(number));
                if (Likely(0.5)) payments.Approve(payment);
                await cancelling;
                break;
        }
    }

    // Such messages are sent until one arrives: nobody asks again about an order that is paid.
    private void ComeBack(OrderNumber number, string payment)
    {
        if (!Likely(0.06)) return;

        var isDispute = Likely(0.5);
        payments.TakeBack(payment, isDispute ? PaymentEventKind.Disputed : PaymentEventKind.Refunded);
        if (isDispute && Likely(0.5)) payments.TakeBack(payment, PaymentEventKind.DisputeWon);
        postman.Take(tenant, number, copies: random.Next(1, 4));
    }

    private bool Likely(double share) => random.NextDouble() < share;
}
