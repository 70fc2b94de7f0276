using System.Text.Json;
using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>
/// Makes up what happens to somebody who buys: orders, what a provider tells of them in any order and again, backups that reserve
/// units and end, the vendor's words, reductions. It tells the tenant and the plain model the same. The same seed makes the same
/// story.
/// </summary>
internal sealed class PurchaseStory(int seed)
{
    private static readonly string[] Editions = [Edition.Free, Edition.Standard, Edition.Professional, Edition.Enterprise, Edition.Ultimate];
    private readonly Random random = new(seed);
    private readonly List<long> open = [];
    private long lastBackup;

    public Customer Customer { get; } = new() { Says = Edition.Standard };

    public SimplePurchases Model { get; } = new(Edition.Standard);

    /// <summary>All that ever happens to the payment of each order.</summary>
    public Dictionary<OrderNumber, PaymentEvent[]> Histories { get; } = [];

    public void Step()
    {
        Customer.Now = Customer.Now.AddHours(random.Next(8) == 0 ? random.Next(40 * 24) : random.Next(24));
        switch (random.Next(16))
        {
            case < 3: Place(); break;
            case < 8: Tell(); break;
            case < 11: Reserve(); break;
            case 11: Settle(); break;
            case 12: Reduce(); break;
            case 13: Set(); break;
            case 14: Say(); break;
            default: Lower(); break;
        }
        if (random.Next(10) == 0) Customer.Tenant = JsonSerializer.Deserialize<Tenant>(JsonSerializer.Serialize(Customer.Tenant))!;
    }

    /// <summary>Orders something, if it can be ordered.</summary>
    public void Place()
    {
        var basket = new Basket(random.Next(5), random.Next(3) == 0, random.Next(3) == 0 ? OneOf(Editions) : null);
        if (Customer.Place(basket, country: OneOf(["FR", "IN", "US"])) is not OrderAnswer.Placed { Order: var order }) return;
        Customer.Tenant.AwaitPayment(order.Number, $"pay-{order.Number}", new Uri("https://pay.example/"));
        Model.Orders.Add(new SimpleOrder(order.Number, basket));
        Histories[order.Number] = [.. MakeUp()];
    }

    private void Tell()
    {
        if (Histories.Count == 0) return;
        var (order, history) = OneOf([.. Histories]);
        var told = random.GetItems(history, random.Next(1, history.Length + 2));
        Customer.Learn(order, told);
        Model.Learn(order, told);
    }

    // A provider that may tell anything: two captures, refunds of what was never paid, disputes out of nowhere, all on few days.
    private IEnumerable<PaymentEvent> MakeUp()
    {
        var ids = Enumerable.Range(0, 8).Select(id => $"e{id}").ToArray();
        random.Shuffle(ids);
        foreach (var id in ids.Take(random.Next(1, ids.Length)))
        {
            var at = random.Next(60);
            var kind = random.Next(3) == 0 ? PaymentEventKind.Captured : OneOf(Enum.GetValues<PaymentEventKind>());
            var period = kind is PaymentEventKind.Captured or PaymentEventKind.Renewed && random.Next(5) > 0 ? new PaidPeriod(History.Day(at), History.Day(at + random.Next(40))) : null;
            yield return new PaymentEvent(id, kind, History.Day(at), period, random.Next(2) == 0 ? OneOf(ids) : null);
        }
    }

    private void Reserve()
    {
        if (Customer.Tenant.Ledger.UnitsLeft() == 0) return;
        var backup = ++lastBackup;
        Customer.Tenant.Ledger.Reserve(new BackupId(backup), new QuotaTake(TakeKind.Unit, Customer.Terms.MomentOf(Customer.Now).Month()));
        Model.Reserve(backup);
        open.Add(backup);
    }

    private void Settle()
    {
        while (open.Count > 0 && random.Next(3) > 0)
        {
            var backup = OneOf([.. open]);
            open.Remove(backup);
            var outcome = OneOf([QuotaOutcome.Ready, QuotaOutcome.Failed, QuotaOutcome.Cancelled]);
            Customer.Tenant.Ledger.Settle(new BackupId(backup), outcome, Customer.Terms.MomentOf(Customer.Now).Day);
            Model.Settle(backup, outcome is QuotaOutcome.Ready);
        }
    }

    private void Reduce()
    {
        var count = random.Next(1, 4);
        if (Customer.Reduce(new Reduction.OfUnits(count)) is ReductionAnswer.Reduced) Model.Reduce(count);
    }

    private void Set()
    {
        var count = random.Next(4);
        Customer.Tenant.SetUnits(Actor.Granary, count, Customer.Now);
        Model.Set(count);
    }

    private void Say()
    {
        Customer.Says = OneOf(Editions);
        Customer.Tenant.Tick(Customer.Terms, Customer.Now);
        Model.Say(Customer.Says);
    }

    private void Lower()
    {
        var edition = OneOf(Editions);
        if (Customer.Reduce(new Reduction.ToEdition(edition)) is ReductionAnswer.Reduced) Model.Lower(edition);
    }

    private T OneOf<T>(T[] values) => values[random.Next(values.Length)];
}
