using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>What can be ordered, at which price, in which currency.</summary>
public sealed class PlacingTests
{
    private readonly Customer customer = new();

    public static TheoryData<string, Basket, OrderRefusal> Refusals => new()
    {
        { "Standard", new Basket(), OrderRefusal.NothingChosen },
        { "Standard", new Basket(Units: -1), OrderRefusal.WrongNumberOfUnits },
        { "Standard", new Basket(Units: Basket.MostUnits + 1), OrderRefusal.WrongNumberOfUnits },
        { "Standard", new Basket(Units: int.MinValue, Weekly: true), OrderRefusal.WrongNumberOfUnits },
        { "Standard", new Basket(Edition: "Gold"), OrderRefusal.UnknownEdition },
        { "Standard", new Basket(Edition: ""), OrderRefusal.UnknownEdition },
        { "Standard", new Basket(Edition: "Standard"), OrderRefusal.NotAnUpgrade },
        { "Standard", new Basket(Edition: "Free"), OrderRefusal.NotAnUpgrade },
        { "Free", new Basket(Weekly: true), OrderRefusal.NoSubscriptionInEdition },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_ordered_is_refused_with_the_reason_and_changes_nothing(string edition, Basket basket, OrderRefusal reason)
    {
        customer.Says = edition;

        Assert.Equal(new OrderAnswer.Refused(reason), customer.Place(basket));
        Assert.Empty(customer.Tenant.Orders);
        Assert.Empty(customer.Tenant.Log.Entries);
    }

    [Fact]
    public void An_edition_that_has_a_plan_and_no_price_is_not_for_sale()
    {
        customer.Plans.Editions["Gold"] = new Plan();

        Assert.Equal(new OrderAnswer.Refused(OrderRefusal.UnknownEdition), customer.Place(new Basket(Edition: "Gold")));
    }

    [Fact]
    public void An_edition_that_has_a_price_and_no_plan_is_not_for_sale()
    {
        customer.Prices.Currencies["EUR"].Editions["Gold"] = 99;

        Assert.Equal(new OrderAnswer.Refused(OrderRefusal.UnknownEdition), customer.Place(new Basket(Edition: "Gold")));
    }

    [Fact]
    public void Where_the_vendor_has_pages_of_its_own_nothing_is_sold_here()
    {
        customer.Prices = new PriceList { Url = new Uri("https://shop.example/") };

        Assert.Equal(new OrderAnswer.Refused(OrderRefusal.SoldElsewhere), customer.Place(new Basket(Units: 1)));
    }

    [Fact]
    public void Whoever_upgrades_from_Free_can_take_the_weekly_subscription_and_units_along()
    {
        customer.Says = Edition.Free;

        var order = customer.Open(new Basket(Units: 3, Weekly: true, Edition: Edition.Ultimate));

        Assert.Equal(
            [
                new OrderLine(OrderItem.Edition, 1, new Money(52, "EUR"), "Ultimate"),
                new OrderLine(OrderItem.WeeklySubscription, 1, new Money(12, "EUR")),
                new OrderLine(OrderItem.Unit, 3, new Money(10, "EUR")),
            ],
            order.Lines);
        Assert.Equal(new Money(94, "EUR"), order.Total());
        Assert.Equal((3, true, "Ultimate"), (order.Units(), order.IsWeekly(), order.Edition()));
        Assert.Equal((Customer.Sophia, customer.Now, "fr", "/setup/data-backup?choice=weekly"), (order.PlacedBy, order.PlacedAt, order.Language, order.ReturnTo));
    }

    [Fact]
    public void An_edition_is_ordered_under_the_name_that_is_configured() =>
        Assert.Equal("Ultimate", customer.Open(new Basket(Edition: "ULTIMATE")).Edition());

    [Fact]
    public void An_order_keeps_the_price_of_the_moment_at_which_it_was_placed()
    {
        var order = customer.Open(new Basket(Units: 2));

        customer.Prices = new PriceList { Currencies = new() { ["EUR"] = new() { Unit = 99, WeeklyPerMonth = 99 } }, DefaultCurrency = "EUR" };

        Assert.Equal(new Money(20, "EUR"), customer.Tenant.FindOrder(order.Number)!.Total());
    }

    [Fact]
    public void The_same_key_again_is_the_same_order_whatever_else_is_asked()
    {
        var first = Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Units: 1), key: "a")).Order;
        customer.Now = customer.Now.AddDays(1);
        var again = Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Units: 2), key: "a")).Order;
        var other = Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Units: 1), key: "b")).Order;

        Assert.Equal(first, again);
        Assert.True(other.Number.Value > first.Number.Value);
        Assert.Equal([first.Number, other.Number], customer.Tenant.Orders.Select(order => order.Number));
    }

    [Fact]
    public void The_same_key_is_the_same_order_also_after_it_was_paid()
    {
        customer.Place(new Basket(Weekly: true), key: "a");
        customer.Learn(customer.Tenant.LastOrder, "c=Captured@0(0-30)");

        Assert.Equal(OrderState.Captured, Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Weekly: true), key: "a")).Order.State());
    }

    [Fact]
    public void Two_orders_of_units_may_be_open_at_once() => Assert.NotEqual(customer.Open(new Basket(Units: 1)).Number, customer.Open(new Basket(Units: 1)).Number);

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "Ultimate")]
    public void A_second_order_for_the_same_waits_for_the_first(bool weekly, string? edition)
    {
        var open = customer.Open(new Basket(Units: 1, Weekly: weekly, Edition: edition));

        Assert.Equal(new OrderAnswer.Refused(OrderRefusal.OrderOpen, open.Number), customer.Place(new Basket(Weekly: weekly, Edition: edition)));
        customer.Tell(open.Number, PaymentEventKind.Cancelled);
        Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Weekly: weekly, Edition: edition)));
    }

    [Fact]
    public void So_many_orders_may_be_open_and_no_more()
    {
        for (var i = 0; i < Tenant.MostOpenOrders; i++) customer.Open(new Basket(Units: 1));
        var first = customer.Tenant.Orders[0].Number;

        Assert.Equal(new OrderAnswer.Refused(OrderRefusal.OrderOpen, first), customer.Place(new Basket(Units: 1)));
        customer.Tell(first, PaymentEventKind.Cancelled);
        Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Units: 1)));
    }

    [Fact]
    public void An_order_that_the_provider_does_not_know_can_be_given_up_and_is_in_nobodys_way()
    {
        var lost = Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Weekly: true))).Order;

        Assert.True(customer.Tenant.GiveUp(lost.Number, customer.Now));
        Assert.False(customer.Tenant.GiveUp(lost.Number, customer.Now));

        Assert.Equal(OrderState.Cancelled, customer.Tenant.FindOrder(lost.Number)!.State());
        Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Weekly: true)));
    }

    [Fact]
    public void An_order_that_the_provider_knows_is_given_up_there()
    {
        var known = customer.Open(new Basket(Weekly: true));

        Assert.False(customer.Tenant.GiveUp(known.Number, customer.Now));
        Assert.Equal(OrderState.Pending, customer.Tenant.FindOrder(known.Number)!.State());
    }

    [Fact]
    public void The_provider_names_a_payment_once()
    {
        var order = customer.Open(new Basket(Units: 1));

        Assert.False(customer.Tenant.AwaitPayment(order.Number, "another", new Uri("https://pay.example/another")));
        Assert.Equal($"pay-{order.Number}", customer.Tenant.FindOrder(order.Number)!.Payment);
        Assert.False(customer.Tenant.AwaitPayment(new OrderNumber(7), "x", new Uri("https://pay.example/x")));
    }

    [Fact]
    public void A_subscription_that_goes_on_is_not_bought_again_and_one_that_ends_is()
    {
        var order = customer.Buy(new Basket(Weekly: true));
        Assert.Equal(new OrderAnswer.Refused(OrderRefusal.AlreadySubscribed), customer.Place(new Basket(Weekly: true)));

        customer.Tell(order, PaymentEventKind.RenewalOff);

        Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Weekly: true)));
    }

    [Fact]
    public void A_subscription_that_the_vendor_set_is_not_bought_again()
    {
        customer.Tenant.PaySubscription(Actor.Granary, customer.Now, customer.Now.AddMonths(1), customer.Now);

        Assert.Equal(new OrderAnswer.Refused(OrderRefusal.AlreadySubscribed), customer.Place(new Basket(Weekly: true)));
    }

    [Theory]
    [InlineData("FR", "IN", "INR")]
    [InlineData("FR", null, "EUR")]
    [InlineData("IN", null, "INR")]
    [InlineData("BR", null, "USD")]
    [InlineData("IN", "BR", "USD")]
    public void The_currency_is_that_of_the_place_of_sign_in_else_of_the_country(string country, string? place, string currency)
    {
        customer.Country = country;

        Assert.Equal(currency, customer.Open(new Basket(Units: 1), place).Total().Currency);
    }

    [Fact]
    public void After_its_first_paid_order_a_tenant_keeps_its_currency()
    {
        var unpaid = customer.Open(new Basket(Units: 1), "IN");
        customer.Tell(unpaid.Number, PaymentEventKind.Failed);
        Assert.Equal("USD", customer.Tenant.CurrencyFor("US", customer.Terms, customer.Prices));

        var paid = customer.Buy(new Basket(Units: 1), "IN");
        Assert.Equal("INR", customer.Tenant.CurrencyFor("US", customer.Terms, customer.Prices));

        customer.Tell(paid, PaymentEventKind.Refunded);
        Assert.Equal("INR", customer.Tenant.CurrencyFor("US", customer.Terms, customer.Prices));
    }

    [Fact]
    public void The_first_paid_order_is_the_one_that_was_paid_first_and_not_the_one_that_was_placed_first()
    {
        var early = customer.Open(new Basket(Units: 1), "US");
        customer.Now = customer.Now.AddHours(1);
        customer.Buy(new Basket(Units: 1), "IN");
        customer.Now = customer.Now.AddHours(1);

        customer.Tell(early.Number, PaymentEventKind.Captured);

        Assert.Equal("INR", customer.Tenant.CurrencyFor("US", customer.Terms, customer.Prices));
    }

    [Fact]
    public void A_currency_that_is_not_configured_any_more_is_not_kept()
    {
        customer.Buy(new Basket(Units: 1), "IN");
        customer.Prices.Currencies.Remove("INR");

        Assert.Equal("USD", customer.Tenant.CurrencyFor("US", customer.Terms, customer.Prices));
    }
}
