using System.Text.Json;
using CsCheck;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>What holds whatever a provider tells, in whatever order, and whatever else happens meanwhile.</summary>
public sealed class PurchaseProperties
{
    private const int Steps = 80;
    private const int Stories = 100;
    private static readonly Gen<int> Seed = Gen.Int[0, 1_000_000];

    [Fact]
    public void There_is_exactly_what_a_plain_model_says_there_is() => Write((story, tenant) =>
    {
        Assert.Equal((story.Model.Left, story.Model.InUse), (tenant.Ledger.UnitsLeft(), tenant.Ledger.UnitsInUse()));
        Assert.Equal(story.Model.Used, tenant.Ledger.Folded.Units + tenant.Ledger.Entries.Count(entry => entry.State is EntryState.Consumed));
        Assert.Equal(story.Model.InForce, story.Customer.InForce);
        for (var day = 0; day <= 100; day++)
            Assert.True(story.Model.Orders.Exists(order => order.Covers(History.Day(day))) == tenant.Ledger.Coverage().Covers(History.Day(day)), $"day {day}");
    });

    [Fact]
    public void An_order_gives_something_exactly_while_it_is_paid_and_not_taken_back() => Write((story, tenant) =>
    {
        foreach (var plain in story.Model.Orders)
        {
            var order = tenant.FindOrder(plain.Number)!;
            Assert.Equal((plain.IsPaid, plain.IsEntitled), (order.CapturedAt() is not null, order.IsEntitled()));
            var lot = tenant.Ledger.Lots.Find(lot => lot.Source == order.Number.Value);
            Assert.Equal(plain.IsPaid && order.Units() > 0 ? (plain.IsEntitled, order.Units()) : null, lot is null ? ((bool, int)?)null : (lot.IsEntitled, lot.Units));
        }
    });

    [Fact]
    public void What_was_granted_is_left_in_use_used_or_taken_back_and_nothing_is_below_zero() => Write((story, tenant) =>
    {
        var ledger = tenant.Ledger;
        Assert.Equal(
            ledger.UnitsGranted + ledger.Lots.Sum(lot => lot.Units - lot.Reduced),
            ledger.UnitsLeft() + story.Model.InUse + story.Model.Used + story.Model.TakenBack);
        Assert.True(ledger.UnitsLeft() >= 0 && ledger.UnitsGranted >= 0);
        Assert.All(ledger.Lots, lot => Assert.True(lot is { Reduced: >= 0, Folded: >= 0 } && lot.Reduced + lot.Folded <= lot.Units));
    });

    [Fact]
    public void A_purchase_is_logged_and_notified_once() => Write((story, tenant) =>
    {
        var paid = story.Model.Orders.Count(order => order.IsPaid);
        Assert.Equal(paid, tenant.Log.Entries.Count(entry => entry.Event is LogEvent.Purchased));
        Assert.Equal(paid, tenant.Notifications.List.Count(told => told.Kind is NotificationKind.Purchased));
    });

    [Fact]
    public void In_whatever_order_and_however_often_it_is_told_it_comes_to_the_same() => Seed.Sample(seed =>
    {
        Assert.Equal(Told(seed, shuffle: null), Told(seed, new Random(seed)));
        Assert.Equal(Told(seed, shuffle: null), Told(seed, new Random(seed + 1)));
    }, iter: Stories);

    [Fact]
    public void What_is_told_again_changes_nothing() => Write((story, tenant) =>
    {
        var before = JsonSerializer.Serialize(tenant);
        foreach (var order in tenant.Orders.ToList()) Assert.False(story.Customer.Learn(order.Number, [.. order.Events.Reverse()]));
        Assert.Equal(before, JsonSerializer.Serialize(tenant));
    });

    private static void Write(Action<PurchaseStory, Tenant> check) => Seed.Sample(seed =>
    {
        var story = new PurchaseStory(seed);
        for (var step = 0; step < Steps; step++)
        {
            story.Step();
            check(story, story.Customer.Tenant);
        }
    }, iter: Stories);

    /// <summary>What it comes to: all orders, what they give and in which currency the next one is.</summary>
    private static string Told(int seed, Random? shuffle)
    {
        var story = new PurchaseStory(seed);
        for (var i = 0; i < 6; i++) story.Place();
        var told = story.Histories.SelectMany(history => history.Value.Select(one => (history.Key, one))).ToArray();
        if (shuffle is not null && told.Length > 0)
        {
            told = [.. told, .. shuffle.GetItems(told, told.Length)];
            shuffle.Shuffle(told);
        }
        foreach (var (order, one) in told) story.Customer.Learn(order, one);

        var (customer, tenant) = (story.Customer, story.Customer.Tenant);
        return JsonSerializer.Serialize(new
        {
            tenant.Orders,
            tenant.Ledger.Lots,
            tenant.Ledger.BoughtSubscription,
            customer.InForce,
            Currency = tenant.CurrencyFor("BR", customer.Terms, customer.Prices),
        });
    }
}
