using Granary.Domain.Purchases;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Purchases;

/// <summary>Which edition is in force: what was bought or chosen last, until the SaaS says otherwise.</summary>
public sealed class EditionTests
{
    private readonly Customer customer = new();

    [Fact]
    public void A_bought_edition_is_in_force_at_once()
    {
        Assert.Equal("Standard", customer.InForce);

        customer.Buy(new Basket(Edition: Edition.Ultimate));

        Assert.Equal("Ultimate", customer.InForce);
        Assert.Equal(4, customer.Tenant.QuotaLine(customer.Terms, customer.Now).Allowance);
    }

    [Fact]
    public void It_is_not_in_force_before_it_is_paid()
    {
        customer.Open(new Basket(Edition: Edition.Ultimate));

        Assert.Equal("Standard", customer.InForce);
    }

    [Fact]
    public void It_ends_when_its_payment_is_taken_back_and_comes_back_when_the_dispute_is_won()
    {
        var order = customer.Buy(new Basket(Edition: Edition.Ultimate));

        customer.Tell(order, PaymentEventKind.Disputed);
        Assert.Equal("Standard", customer.InForce);
        customer.Now = customer.Now.AddDays(1);
        customer.Tell(order, PaymentEventKind.DisputeWon);
        Assert.Equal("Ultimate", customer.InForce);
        customer.Tell(order, PaymentEventKind.Refunded);
        Assert.Equal("Standard", customer.InForce);
    }

    [Fact]
    public void The_latest_word_of_the_SaaS_wins()
    {
        customer.Buy(new Basket(Edition: Edition.Ultimate));

        customer.Says = Edition.Enterprise;

        Assert.Equal("Enterprise", customer.InForce);
    }

    [Fact]
    public void What_the_SaaS_says_again_later_does_not_bring_back_what_was_bought_under_it_before()
    {
        customer.Buy(new Basket(Edition: Edition.Ultimate));
        customer.Says = Edition.Ultimate;
        Assert.True(Tick());
        Assert.False(Tick());

        customer.Says = Edition.Standard;
        Tick();

        Assert.Equal("Standard", customer.InForce);
    }

    [Fact]
    public void The_SaaS_may_write_the_name_of_an_edition_as_it_likes()
    {
        customer.Buy(new Basket(Edition: Edition.Ultimate));

        customer.Says = "STANDARD";
        Assert.False(Tick());

        Assert.Equal("Ultimate", customer.InForce);
    }

    [Fact]
    public void What_is_paid_after_the_SaaS_changed_its_word_is_in_force_all_the_same()
    {
        customer.Says = Edition.Free;
        var order = customer.Open(new Basket(Edition: Edition.Ultimate));
        customer.Says = Edition.Standard;
        Tick();

        customer.Tell(order.Number, PaymentEventKind.Captured);

        Assert.Equal("Ultimate", customer.InForce);
    }

    [Fact]
    public void Of_two_bought_editions_the_one_paid_last_is_in_force()
    {
        var first = customer.Open(new Basket(Edition: Edition.Ultimate));
        customer.Tell(first.Number, PaymentEventKind.Cancelled);
        customer.Now = customer.Now.AddHours(1);
        customer.Buy(new Basket(Edition: Edition.Professional));
        Assert.Equal("Professional", customer.InForce);
        customer.Now = customer.Now.AddHours(1);

        customer.Tell(first.Number, PaymentEventKind.Captured);

        Assert.Equal("Ultimate", customer.InForce);
    }

    [Fact]
    public void An_edition_whose_plan_is_gone_is_not_in_force()
    {
        customer.Plans.Editions["Gold"] = new Plan();
        customer.Prices.Currencies["EUR"].Editions["Gold"] = 99;
        customer.Buy(new Basket(Edition: "Gold"));
        Assert.Equal("Gold", customer.InForce);

        customer.Plans.Editions.Remove("Gold");

        Assert.Equal("Standard", customer.InForce);
    }

    [Theory]
    [InlineData("Gold")]
    [InlineData("Standard")]
    [InlineData("Enterprise")]
    [InlineData("")]
    public void A_downgrade_goes_to_a_lower_edition_that_there_is(string edition)
    {
        Assert.Equal(ReductionAnswer.NotADowngrade, Downgrade(edition));
        Assert.Equal("Standard", customer.InForce);
        Assert.Empty(customer.Tenant.Log.Entries);
    }

    [Fact]
    public void A_downgrade_is_in_force_at_once_until_the_SaaS_says_otherwise()
    {
        customer.Says = Edition.Ultimate;

        Assert.Equal(ReductionAnswer.Reduced, Downgrade("free"));
        Assert.Equal("Free", customer.InForce);

        customer.Says = Edition.Standard;
        Assert.Equal("Standard", customer.InForce);
        Assert.True(Tick());
        customer.Says = Edition.Ultimate;
        Assert.Equal("Ultimate", customer.InForce);
    }

    [Fact]
    public void After_a_downgrade_a_bought_edition_is_in_force_again()
    {
        customer.Buy(new Basket(Edition: Edition.Ultimate));
        Downgrade(Edition.Free);
        customer.Now = customer.Now.AddDays(1);

        customer.Buy(new Basket(Edition: Edition.Enterprise));

        Assert.Equal("Enterprise", customer.InForce);
    }

    [Fact]
    public void An_order_that_was_open_during_the_downgrade_is_in_force_when_it_is_paid()
    {
        var open = customer.Open(new Basket(Edition: Edition.Ultimate));
        Downgrade(Edition.Free);
        customer.Now = customer.Now.AddDays(1);

        customer.Tell(open.Number, PaymentEventKind.Captured);

        Assert.Equal("Ultimate", customer.InForce);
    }

    [Theory]
    [InlineData(PaymentEventKind.Refunded)]
    [InlineData(PaymentEventKind.Disputed)]
    public void Nobody_keeps_a_part_of_an_edition_that_is_paid_back_by_lowering_it_first(PaymentEventKind takenBack)
    {
        var order = customer.Buy(new Basket(Edition: Edition.Ultimate));
        Downgrade(Edition.Enterprise);
        Downgrade(Edition.Professional);
        Assert.Equal("Professional", customer.InForce);

        customer.Tell(order, takenBack);

        Assert.Equal("Standard", customer.InForce);
    }

    [Fact]
    public void A_refund_of_the_second_edition_leads_back_to_the_first_as_it_was()
    {
        customer.Buy(new Basket(Edition: Edition.Ultimate));
        Downgrade(Edition.Professional);
        customer.Now = customer.Now.AddDays(1);
        var second = customer.Buy(new Basket(Edition: Edition.Enterprise));

        customer.Tell(second, PaymentEventKind.Refunded);

        Assert.Equal("Professional", customer.InForce);
    }

    private ReductionAnswer Downgrade(string edition) => customer.Reduce(new Reduction.ToEdition(edition));

    private bool Tick() => customer.Tenant.Tick(customer.Terms, customer.Now).Changed;
}
