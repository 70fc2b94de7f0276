using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>When the provider is asked by itself, because it told nothing.</summary>
public sealed class AskingTests
{
    private readonly Customer customer = new();

    [Fact]
    public void An_open_order_is_asked_for_after_fifteen_minutes_then_after_twice_as_long_each_time()
    {
        customer.Open(new Basket(Units: 1));

        Assert.Equal([15, 30, 60, 120, 240, 480], AskedAfterMinutes(6));
    }

    [Fact]
    public void So_is_one_that_the_provider_does_not_know_yet()
    {
        customer.Place(new Basket(Units: 1));

        Assert.Equal([15, 30, 60], AskedAfterMinutes(3));
    }

    [Fact]
    public void One_that_was_asked_for_meanwhile_has_fifteen_minutes_again()
    {
        var order = customer.Open(new Basket(Units: 1));
        customer.Now = History.Day(0).AddMinutes(10);
        customer.Tenant.Asked(order.Number, customer.Now);

        Assert.Equal([25, 50], AskedAfterMinutes(2));
    }

    [Theory]
    [InlineData(PaymentEventKind.Captured)]
    [InlineData(PaymentEventKind.Failed)]
    [InlineData(PaymentEventKind.Cancelled)]
    public void What_is_paid_or_over_is_not_asked_for(PaymentEventKind end)
    {
        customer.Tell(customer.Open(new Basket(Units: 1)).Number, end);

        Assert.Null(Wake());
        Assert.Empty(customer.Tenant.OrdersToAsk(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_renewal_is_asked_for_when_the_paid_month_ends_then_every_hour()
    {
        customer.Buy(new Basket(Weekly: true));
        const int Month = 30 * 24 * 60;

        Assert.Equal([Month, Month + 60, Month + 120, Month + 180], AskedAfterMinutes(4));
    }

    [Fact]
    public void A_renewal_that_came_is_followed_by_the_next_one()
    {
        var order = customer.Buy(new Basket(Weekly: true));
        AskedAfterMinutes(3);

        customer.Learn(order, "r=Renewed@30(30-60)");

        Assert.Equal(History.Day(60), Wake());
    }

    [Theory]
    [InlineData("o=RenewalOff@5")]
    [InlineData("x=RenewalFailed@30")]
    public void A_subscription_that_ends_is_not_asked_for(string end)
    {
        customer.Learn(customer.Buy(new Basket(Weekly: true)), end);

        Assert.Null(Wake());
    }

    [Fact]
    public void A_subscription_that_was_paid_back_is_asked_for_as_long_as_its_provider_goes_on_with_it()
    {
        var order = customer.Buy(new Basket(Weekly: true));
        customer.Learn(order, "f=Refunded@10");
        Assert.Equal(History.Day(30), Wake());

        customer.Learn(order, "o=RenewalOff@11");
        Assert.Null(Wake());
    }

    [Fact]
    public void Whatever_wakes_first_wakes()
    {
        customer.Buy(new Basket(Weekly: true));
        customer.Open(new Basket(Units: 1));

        Assert.Equal(History.Day(0).AddMinutes(15), Wake());
    }

    // As where the vendor wants to be told nothing.
    private DateTimeOffset? Wake()
    {
        customer.Tenant.Webhooks.Keep(_ => false);
        return customer.Tenant.WakeAt(customer.Terms, customer.Now);
    }

    private List<int> AskedAfterMinutes(int times)
    {
        var asked = new List<int>();
        while (asked.Count < times)
        {
            customer.Now = Wake()!.Value;
            var order = Assert.Single(customer.Tenant.OrdersToAsk(customer.Now));
            Assert.Empty(customer.Tenant.OrdersToAsk(customer.Now.AddTicks(-1)));
            customer.Tenant.Asked(order.Number, customer.Now);
            asked.Add((int)(customer.Now - History.Day(0)).TotalMinutes);
        }
        return asked;
    }
}
