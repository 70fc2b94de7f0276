using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>Giving up: how much, what stays, and which runs would be skipped.</summary>
public sealed class ReductionTests
{
    private static readonly Recurrence EveryMonday = new Recurrence.Weekly(DayOfWeek.Monday);
    private readonly Customer customer = new();

    [Theory]
    [InlineData(0, ReductionAnswer.NothingToReduce, 3)]
    [InlineData(-1, ReductionAnswer.NothingToReduce, 3)]
    [InlineData(1, ReductionAnswer.Reduced, 2)]
    [InlineData(3, ReductionAnswer.Reduced, 0)]
    [InlineData(4, ReductionAnswer.TooManyUnits, 3)]
    [InlineData(int.MaxValue, ReductionAnswer.TooManyUnits, 3)]
    public void As_many_units_can_be_given_up_as_there_are(int count, ReductionAnswer answer, long left)
    {
        customer.Buy(new Basket(Units: 3));

        Assert.Equal(answer, customer.Reduce(new Reduction.OfUnits(count)));
        Assert.Equal(left, customer.Tenant.Ledger.UnitsLeft());
    }

    [Fact]
    public void The_newest_units_are_given_up_first_and_those_that_the_vendor_gave_last()
    {
        customer.Tenant.SetUnits(Actor.Granary, 1, customer.Now);
        var first = customer.Buy(new Basket(Units: 2));
        var second = customer.Buy(new Basket(Units: 2));
        customer.Reduce(new Reduction.OfUnits(3));

        customer.Tell(second, PaymentEventKind.Refunded);
        Assert.Equal(2, customer.Tenant.Ledger.UnitsLeft());
        customer.Tell(first, PaymentEventKind.Refunded);
        Assert.Equal(1, customer.Tenant.Ledger.UnitsLeft());
    }

    [Fact]
    public void What_a_running_backup_has_reserved_stays()
    {
        customer.Says = Edition.Free;
        customer.Buy(new Basket(Units: 2));
        var running = customer.Request();

        Assert.Equal(ReductionAnswer.TooManyUnits, customer.Reduce(new Reduction.OfUnits(2)));
        Assert.Equal(ReductionAnswer.Reduced, customer.Reduce(new Reduction.OfUnits(1)));

        customer.Succeed(running);
        Assert.Equal(BackupState.Ready, customer.Tenant.Find(running)!.State);
    }

    [Fact]
    public void A_downgrade_leaves_a_running_backup_what_it_has_reserved()
    {
        var running = customer.Request();

        customer.Reduce(new Reduction.ToEdition(Edition.Free));

        Assert.Equal((TakeKind.Free, EntryState.Reserved), (customer.Tenant.Ledger.Find(running)!.Take.Kind, customer.Tenant.Ledger.Find(running)!.State));
        Assert.Equal(0, customer.Tenant.QuotaLine(customer.Terms, customer.Now).FreeLeft);
    }

    [Fact]
    public void Where_the_vendor_has_pages_of_its_own_nothing_is_given_up_here()
    {
        customer.Tenant.SetUnits(Actor.Granary, 1, customer.Now);
        customer.Prices = new PriceList { Url = new Uri("https://shop.example/") };

        Assert.Equal(ReductionAnswer.SoldElsewhere, customer.Reduce(new Reduction.OfUnits(1)));
        Assert.Equal(1, customer.Tenant.Ledger.UnitsLeft());
    }

    [Fact]
    public void The_subscription_that_the_vendor_set_ends_with_what_is_paid()
    {
        Assert.Equal(ReductionAnswer.NothingToReduce, customer.Reduce(new Reduction.OfSubscription()));
        customer.Tenant.PaySubscription(Actor.Granary, customer.Now, customer.Now.AddDays(30), customer.Now);

        Assert.Equal(ReductionAnswer.Reduced, customer.Reduce(new Reduction.OfSubscription()));

        var line = customer.Tenant.QuotaLine(customer.Terms, customer.Now);
        Assert.Equal((customer.Now.AddDays(30), false), (line.PaidUntil, line.Renews));
    }

    [Fact]
    public void A_bought_subscription_that_renews_is_to_be_ended_and_one_that_ends_can_be_resumed()
    {
        var order = customer.Buy(new Basket(Weekly: true));
        Assert.Equal([order], customer.Tenant.RenewingOrders().Select(each => each.Number));
        Assert.Empty(customer.Tenant.EndingOrders(customer.Now));

        customer.Tell(order, PaymentEventKind.RenewalOff);
        Assert.Empty(customer.Tenant.RenewingOrders());
        Assert.Equal([order], customer.Tenant.EndingOrders(customer.Now).Select(each => each.Number));
        Assert.Empty(customer.Tenant.EndingOrders(customer.Now.AddDays(30)));

        customer.Now = customer.Now.AddHours(1);
        customer.Tell(order, PaymentEventKind.RenewalOn);
        Assert.Equal([order], customer.Tenant.RenewingOrders().Select(each => each.Number));
        Assert.True(customer.Tenant.Ledger.Coverage().Renews);
    }

    [Fact]
    public void Ending_the_subscription_skips_the_runs_after_what_is_paid()
    {
        customer.Buy(new Basket(Weekly: true));
        Save(EveryMonday);

        // 1 January 2027 is a Friday: paid through the 31st, and the Mondays are the 4th to the 25th.
        Assert.Equal([new DateOnly(2027, 2, 1), new DateOnly(2027, 2, 8)], SkippedBy(new Reduction.OfSubscription()));
        Assert.Empty(SkippedBy(new Reduction.OfUnits(1)));
    }

    [Fact]
    public void What_the_vendor_also_pays_is_not_skipped_when_the_bought_subscription_ends()
    {
        customer.Buy(new Basket(Weekly: true));
        customer.Tenant.PaySubscription(Actor.Granary, customer.Now, customer.Now.AddYears(1), customer.Now);
        Save(EveryMonday);

        Assert.Empty(SkippedBy(new Reduction.OfSubscription()));
    }

    [Fact]
    public void Giving_units_up_skips_the_runs_that_would_have_taken_them()
    {
        customer.Says = Edition.Free;
        customer.Buy(new Basket(Units: 3));
        Save(EveryMonday);

        // The fourth Monday and those after it are skipped either way.
        Assert.Equal([new DateOnly(2027, 1, 11), new DateOnly(2027, 1, 18)], SkippedBy(new Reduction.OfUnits(2)));
        Assert.Equal(3, customer.Tenant.Ledger.UnitsLeft());
    }

    [Fact]
    public void A_downgrade_skips_the_runs_that_only_the_higher_edition_pays_for()
    {
        customer.Says = Edition.Ultimate;
        Save(EveryMonday);

        Assert.Equal(6, SkippedBy(new Reduction.ToEdition("standard")).Count);
        Assert.Equal("Ultimate", customer.InForce);
    }

    [Fact]
    public void A_downgrade_that_still_pays_for_the_schedule_skips_nothing()
    {
        customer.Says = Edition.Ultimate;
        Save(new Recurrence.TwiceAMonth(DayOfWeek.Monday));

        Assert.Empty(SkippedBy(new Reduction.ToEdition(Edition.Enterprise)));
    }

    [Fact]
    public void A_preview_of_what_cannot_be_done_skips_nothing()
    {
        Save(new Recurrence.MonthlyByDate(15));

        Assert.Empty(SkippedBy(new Reduction.ToEdition("Gold")));
        Assert.Empty(SkippedBy(new Reduction.OfUnits(-1)));
    }

    [Fact]
    public void Without_a_schedule_nothing_is_skipped() => Assert.Empty(SkippedBy(new Reduction.ToEdition(Edition.Free)));

    private void Save(Recurrence recurrence) => Assert.IsType<ScheduleAnswer.Saved>(customer.Tenant.SaveSchedule(Customer.Sophia, recurrence, null, customer.Terms, customer.Now));

    private List<DateOnly> SkippedBy(Reduction reduction) => [.. customer.Tenant.SkippedBy(reduction, customer.Terms, customer.Now).Select(run => run.Due.Day)];
}
