using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>What the log and the notifications say of purchases: each thing once.</summary>
public sealed class TellingTests
{
    private const string ToSophia = "sophia";
    private static readonly string FirstMonth = $"{History.Day(30):O}";
    private static readonly string SecondMonth = $"{History.Day(60):O}";
    private readonly Customer customer = new();

    public TellingTests()
    {
        foreach (var person in new[] { Customer.Sophia, Customer.Marc }) customer.Tenant.See(new Person(person.Id, person.Name, null, "fr"), isAdministrator: true);
    }

    [Fact]
    public void An_order_that_is_not_paid_is_no_entry()
    {
        var order = customer.Open(new Basket(Units: 3));
        customer.Tell(order.Number, PaymentEventKind.Cancelled);

        Assert.Empty(customer.Tenant.Log.Entries);
        Assert.Empty(customer.Tenant.Notifications.List);
    }

    [Fact]
    public void A_purchase_is_logged_under_the_buyers_name_who_is_notified()
    {
        customer.Buy(new Basket(Units: 3, Edition: "Ultimate"));

        AssertLog((LogEvent.Purchased, Customer.Sophia, "82 EUR;units=3;edition=Ultimate"));
        AssertNotified((NotificationKind.Purchased, ToSophia, "82 EUR;units=3;edition=Ultimate"));
        Assert.Equal(Customer.Sophia, customer.Tenant.Notifications.List[0].Actor);
    }

    [Fact]
    public void When_the_buyer_is_no_administrator_any_more_every_administrator_is_notified()
    {
        var order = customer.Open(new Basket(Units: 3));
        customer.Tenant.See(new Person("sophia", "Sophia Isha", null, "fr"), isAdministrator: false);

        customer.Tell(order.Number, PaymentEventKind.Captured);

        Assert.True(Assert.Single(customer.Tenant.Notifications.List).IsFor("marc"));
    }

    [Fact]
    public void A_payment_that_failed()
    {
        customer.Tell(customer.Open(new Basket(Units: 3)).Number, PaymentEventKind.Failed);

        AssertLog((LogEvent.PaymentFailed, Customer.Sophia, "30 EUR;units=3"));
        AssertNotified((NotificationKind.PaymentFailed, ToSophia, "30 EUR;units=3"));
    }

    [Fact]
    public void A_payment_that_failed_is_told_once_and_not_at_all_when_it_is_known_to_be_made_after_all()
    {
        var order = customer.Open(new Basket(Units: 3)).Number;
        customer.Learn(order, "x=Failed@1 c=Captured@2");
        customer.Learn(order, "y=Failed@3");

        AssertLog((LogEvent.Purchased, Customer.Sophia, "30 EUR;units=3"));
    }

    [Fact]
    public void A_refund()
    {
        customer.Tell(customer.Buy(new Basket(Units: 3)), PaymentEventKind.Refunded);

        AssertLog((LogEvent.Purchased, Customer.Sophia, "30 EUR;units=3"), (LogEvent.PurchaseRefunded, Actor.Granary, "30 EUR;units=3"));
        AssertNotified((NotificationKind.Purchased, ToSophia, "30 EUR;units=3"), (NotificationKind.PurchaseTakenBack, ToSophia, "30 EUR;units=3"));
    }

    [Fact]
    public void A_dispute_and_that_it_is_won()
    {
        var order = customer.Buy(new Basket(Units: 3));
        customer.Tell(order, PaymentEventKind.Disputed);
        customer.Tell(order, PaymentEventKind.DisputeWon);

        AssertLog(
            (LogEvent.Purchased, Customer.Sophia, "30 EUR;units=3"),
            (LogEvent.PurchaseDisputed, Actor.Granary, "30 EUR;units=3"),
            (LogEvent.DisputeWon, Actor.Granary, "30 EUR;units=3"));
        AssertNotified((NotificationKind.Purchased, ToSophia, "30 EUR;units=3"), (NotificationKind.PurchaseTakenBack, ToSophia, "30 EUR;units=3"));
    }

    [Fact]
    public void A_purchase_whose_refund_is_known_at_the_same_time_was_a_purchase_all_the_same()
    {
        customer.Learn(customer.Open(new Basket(Units: 3)).Number, "f=Refunded@2 c=Captured@1");

        AssertLog((LogEvent.Purchased, Customer.Sophia, "30 EUR;units=3"), (LogEvent.PurchaseRefunded, Actor.Granary, "30 EUR;units=3"));
    }

    [Fact]
    public void Renewals_are_logged_each_with_the_end_of_its_month_and_nobody_is_disturbed()
    {
        var order = customer.Buy(new Basket(Weekly: true));
        customer.Learn(order, $"s=Renewed@60(60-90) r=Renewed@30(30-60)");

        AssertLog(
            (LogEvent.Purchased, Customer.Sophia, "12 EUR;weekly"),
            (LogEvent.SubscriptionRenewed, Actor.Granary, SecondMonth),
            (LogEvent.SubscriptionRenewed, Actor.Granary, $"{History.Day(90):O}"));
        AssertNotified((NotificationKind.Purchased, ToSophia, "12 EUR;weekly"));
    }

    [Fact]
    public void A_renewal_that_is_paid_back_is_told_with_the_price_of_the_subscription_alone()
    {
        var order = customer.Buy(new Basket(Units: 3, Weekly: true));
        customer.Learn(order, "r=Renewed@30(30-60) f=Refunded@40>r");

        AssertLog(
            (LogEvent.Purchased, Customer.Sophia, "42 EUR;units=3;weekly"),
            (LogEvent.SubscriptionRenewed, Actor.Granary, SecondMonth),
            (LogEvent.PurchaseRefunded, Actor.Granary, "12 EUR;weekly"));
        Assert.Equal((NotificationKind.PurchaseTakenBack, "12 EUR;weekly"), (customer.Tenant.Notifications.List[^1].Kind, customer.Tenant.Notifications.List[^1].Detail));
        Assert.Equal(3, customer.Tenant.Ledger.UnitsLeft());
    }

    [Fact]
    public void A_renewal_that_failed()
    {
        customer.Learn(customer.Buy(new Basket(Weekly: true)), "x=RenewalFailed@30");

        AssertLog((LogEvent.Purchased, Customer.Sophia, "12 EUR;weekly"), (LogEvent.SubscriptionRenewalFailed, Actor.Granary, FirstMonth));
        AssertNotified((NotificationKind.Purchased, ToSophia, "12 EUR;weekly"), (NotificationKind.SubscriptionRenewalFailed, ToSophia, FirstMonth));
    }

    [Fact]
    public void Whoever_ends_or_resumes_the_subscription_is_named()
    {
        var order = customer.Buy(new Basket(Weekly: true));
        customer.Tenant.Learn(order, History.Parse("o=RenewalOff@5"), Customer.Marc, customer.Terms, customer.Now);
        customer.Learn(order, "p=RenewalOn@6");

        AssertLog(
            (LogEvent.Purchased, Customer.Sophia, "12 EUR;weekly"),
            (LogEvent.SubscriptionEnded, Customer.Marc, FirstMonth),
            (LogEvent.SubscriptionResumed, Actor.Granary, FirstMonth));
    }

    [Fact]
    public void What_is_given_up()
    {
        customer.Tenant.SetUnits(Actor.Granary, 5, customer.Now);
        customer.Reduce(new Reduction.OfUnits(2));
        customer.Reduce(new Reduction.ToEdition("free"));

        AssertLog((LogEvent.UnitsSet, Actor.Granary, "5"), (LogEvent.UnitsReduced, Customer.Sophia, "2"), (LogEvent.EditionDowngraded, Customer.Sophia, "Free"));
    }

    [Fact]
    public void What_is_told_again_is_neither_logged_nor_notified_again()
    {
        var order = customer.Open(new Basket(Weekly: true)).Number;
        const string History = "c=Captured@0(0-30) r=Renewed@30(30-60) d=Disputed@31>r w=DisputeWon@32>r o=RenewalOff@33 f=Refunded@34>r";
        customer.Learn(order, History);
        var (log, notifications) = (customer.Tenant.Log.Last, customer.Tenant.Notifications.Last);

        Assert.False(customer.Learn(order, History));

        Assert.Equal((log, notifications), (customer.Tenant.Log.Last, customer.Tenant.Notifications.Last));
    }

    private void AssertLog(params (LogEvent, Actor, string?)[] expected) =>
        Assert.Equal(expected, customer.Tenant.Log.Entries.Select(entry => (entry.Event, entry.Actor, entry.Detail)));

    private void AssertNotified(params (NotificationKind, string, string?)[] expected) =>
        Assert.Equal(expected, customer.Tenant.Notifications.List.Select(told => (told.Kind, string.Join(',', told.Recipients), told.Detail)));
}
