using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>Units are there exactly while their order is paid; what is used or in use stays so.</summary>
public sealed class UnitTests
{
    private readonly Customer customer = new() { Says = "Free" };

    [Fact]
    public void They_are_there_when_they_are_paid_and_not_before()
    {
        var order = customer.Open(new Basket(Units: 3));
        Assert.Equal(0, Left);

        customer.Tell(order.Number, PaymentEventKind.Captured);

        Assert.Equal(3, Left);
    }

    [Fact]
    public void A_refund_takes_back_what_is_unused()
    {
        var order = customer.Buy(new Basket(Units: 3));
        customer.Succeed(customer.Request());

        customer.Tell(order, PaymentEventKind.Refunded);

        Assert.Equal(0, Left);
        Assert.Equal(BackupState.Ready, customer.Tenant.Backups[^1].State);
    }

    [Fact]
    public void What_a_running_backup_has_reserved_stays_with_it_and_does_not_come_back()
    {
        var order = customer.Buy(new Basket(Units: 2));
        var running = customer.Request();

        customer.Tell(order, PaymentEventKind.Refunded);
        Assert.Equal((0, 1), (Left, InUse));

        customer.Fail(running);
        Assert.Equal((0, 0), (Left, InUse));
        Assert.IsType<BackupAnswer.NothingLeft>(customer.Ask());
    }

    [Fact]
    public void A_refund_of_one_order_leaves_another_alone()
    {
        var first = customer.Buy(new Basket(Units: 2));
        customer.Buy(new Basket(Units: 5));
        customer.Tenant.SetUnits(Actor.Granary, 0, customer.Now);
        var third = customer.Buy(new Basket(Units: 4));
        customer.Succeed(customer.Request());

        customer.Tell(first, PaymentEventKind.Refunded);
        Assert.Equal(3, Left);

        customer.Tell(third, PaymentEventKind.Refunded);
        Assert.Equal(0, Left);
    }

    [Fact]
    public void The_oldest_order_is_used_first_whichever_was_paid_first()
    {
        var first = customer.Open(new Basket(Units: 1));
        var second = customer.Buy(new Basket(Units: 1));
        customer.Tell(first.Number, PaymentEventKind.Captured);

        customer.Succeed(customer.Request());

        customer.Tell(second, PaymentEventKind.Refunded);
        Assert.Equal(0, Left);
        customer.Tell(first.Number, PaymentEventKind.Refunded);
        Assert.Equal(0, Left);
    }

    [Fact]
    public void What_the_vendor_gave_is_used_before_what_was_bought()
    {
        var order = customer.Buy(new Basket(Units: 1));
        customer.Tenant.SetUnits(Actor.Granary, 1, customer.Now);
        customer.Buy(new Basket(Units: 1));
        customer.Succeed(customer.Request());

        customer.Tell(order, PaymentEventKind.Refunded);

        Assert.Equal(1, Left);
    }

    [Fact]
    public void A_dispute_takes_them_back_and_a_dispute_that_is_won_gives_them_back()
    {
        var order = customer.Buy(new Basket(Units: 3));
        customer.Succeed(customer.Request());

        customer.Tell(order, PaymentEventKind.Disputed);
        Assert.Equal(0, Left);

        customer.Now = customer.Now.AddDays(30);
        customer.Tell(order, PaymentEventKind.DisputeWon);
        Assert.Equal(2, Left);
    }

    [Fact]
    public void A_unit_that_a_failed_backup_returns_during_a_dispute_is_there_when_it_is_won()
    {
        var order = customer.Buy(new Basket(Units: 1));
        var running = customer.Request();
        customer.Tell(order, PaymentEventKind.Disputed);
        customer.Fail(running);
        Assert.Equal(0, Left);

        customer.Now = customer.Now.AddDays(30);
        customer.Tell(order, PaymentEventKind.DisputeWon);

        Assert.Equal(1, Left);
    }

    [Fact]
    public void A_refund_known_before_the_capture_leaves_nothing()
    {
        var order = customer.Open(new Basket(Units: 3)).Number;

        customer.Learn(order, "f=Refunded@2");
        Assert.Equal(0, Left);
        customer.Learn(order, "c=Captured@1");

        Assert.Equal(0, Left);
        Assert.Equal(OrderState.Refunded, customer.Tenant.FindOrder(order)!.State());
    }

    [Fact]
    public void What_was_given_up_does_not_come_back_with_a_dispute_that_is_won()
    {
        var order = customer.Buy(new Basket(Units: 3));
        customer.Reduce(new Reduction.OfUnits(2));
        customer.Tell(order, PaymentEventKind.Disputed);
        customer.Now = customer.Now.AddDays(1);

        customer.Tell(order, PaymentEventKind.DisputeWon);

        Assert.Equal(1, Left);
    }

    [Fact]
    public void The_vendors_latest_word_counts_over_what_was_bought_and_what_is_bought_later_is_added()
    {
        customer.Buy(new Basket(Units: 5));

        Assert.Equal(2, customer.Tenant.SetUnits(Actor.Granary, 2, customer.Now));
        Assert.Equal(2, Left);
        customer.Buy(new Basket(Units: 3));

        Assert.Equal(5, Left);
    }

    [Fact]
    public void A_refund_years_later_finds_what_was_used_though_its_backups_are_forgotten()
    {
        var order = customer.Buy(new Basket(Units: 30));
        for (var month = 0; month < 24; month++)
        {
            customer.Now = customer.Now.AddMonths(1);
            customer.Succeed(customer.Request());
            customer.Tenant.Tick(customer.Terms, customer.Now.AddDays(8));
        }
        Assert.Equal(6, Left);

        customer.Tell(order, PaymentEventKind.Disputed);
        Assert.Equal(0, Left);
        customer.Now = customer.Now.AddMonths(1);
        customer.Tell(order, PaymentEventKind.DisputeWon);

        Assert.Equal(6, Left);
    }

    [Fact]
    public void What_is_told_of_an_order_that_the_tenant_does_not_have_changes_nothing()
    {
        Assert.False(customer.Tell(new OrderNumber(99), PaymentEventKind.Captured));
        Assert.Empty(customer.Tenant.Log.Entries);
    }

    private long Left => customer.Tenant.Ledger.UnitsLeft();

    private int InUse => customer.Tenant.Ledger.UnitsInUse();
}
