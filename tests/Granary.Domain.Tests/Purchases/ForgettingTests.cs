using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>Old orders are forgotten, and none that gives something, is open, or may still be paid or won.</summary>
public sealed class ForgettingTests
{
    private readonly Customer customer = new();

    [Fact]
    public void Of_those_that_give_nothing_so_many_are_remembered()
    {
        Abandon(Tenant.KeptOrders + 20);

        customer.Now = customer.Now.Add(Tenant.KeepOrders).AddDays(1);
        customer.Open(new Basket(Units: 1));

        Assert.Equal(Tenant.KeptOrders + 1, customer.Tenant.Orders.Count);
    }

    [Fact]
    public void However_many_are_placed_and_given_up_so_many_are_remembered()
    {
        for (var i = 0; i < 10_000; i++)
            Assert.True(customer.Tenant.GiveUp(Assert.IsType<OrderAnswer.Placed>(customer.Place(new Basket(Units: 1))).Order.Number, customer.Now));
        var paid = customer.Buy(new Basket(Units: 1));
        Abandon(Tenant.KeptUnpaid + 1);

        Assert.Equal(Tenant.KeptUnpaid + 2, customer.Tenant.Orders.Count);
        Assert.NotNull(customer.Tenant.FindOrder(paid));
    }

    [Fact]
    public void A_new_order_never_has_the_number_of_a_forgotten_one()
    {
        Abandon(1);
        var last = customer.Tenant.LastOrder;
        customer.Tenant.Orders.Clear();

        Assert.True(customer.Open(new Basket(Units: 1)).Number.Value > last.Value);
    }

    [Fact]
    public void What_may_still_be_paid_is_remembered_and_given()
    {
        Abandon(Tenant.KeptOrders + 20);
        var oldest = customer.Tenant.Orders[0].Number;
        customer.Now = customer.Now.Add(Tenant.KeepOrders).AddDays(-1);
        customer.Open(new Basket(Units: 1));

        Assert.True(customer.Tell(oldest, PaymentEventKind.Captured));

        Assert.Equal(1, customer.Tenant.Ledger.UnitsLeft());
    }

    [Fact]
    public void What_is_paid_or_open_is_never_forgotten()
    {
        var paid = customer.Buy(new Basket(Units: 1));
        var open = customer.Open(new Basket(Units: 1)).Number;
        Abandon(Tenant.KeptOrders + 20);

        customer.Now = customer.Now.AddYears(10);
        customer.Open(new Basket(Units: 1));

        Assert.NotNull(customer.Tenant.FindOrder(paid));
        Assert.NotNull(customer.Tenant.FindOrder(open));
        Assert.Equal(1, customer.Tenant.Ledger.UnitsLeft());
    }

    [Fact]
    public void The_order_that_decides_on_the_currency_is_never_forgotten()
    {
        customer.Tell(customer.Buy(new Basket(Units: 1), "IN"), PaymentEventKind.Refunded);
        Abandon(Tenant.KeptOrders + 20);

        customer.Now = customer.Now.AddYears(10);
        customer.Open(new Basket(Units: 1), "US");

        Assert.Equal("INR", customer.Tenant.CurrencyFor("US", customer.Terms, customer.Prices));
    }

    [Fact]
    public void A_month_that_is_paid_is_not_forgotten_with_the_first_one_that_was_paid_back()
    {
        customer.Buy(new Basket(Units: 1));
        var weekly = customer.Buy(new Basket(Weekly: true));
        customer.Learn(weekly, "f=Refunded@1 r=Renewed@30(30-600) o=RenewalOff@31");
        Abandon(Tenant.KeptOrders + 20);

        customer.Now = History.Day(400);
        customer.Tell(customer.Open(new Basket(Units: 1)).Number, PaymentEventKind.Captured);

        Assert.True(customer.Tenant.Ledger.Coverage().Covers(History.Day(500)));
    }

    private void Abandon(int count)
    {
        for (var i = 0; i < count; i++) customer.Tell(customer.Open(new Basket(Units: 1)).Number, PaymentEventKind.Cancelled);
    }
}
