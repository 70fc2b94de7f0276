using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>A bought weekly subscription: from its capture on, as long as it is paid. 1 January 2027 is a Friday.</summary>
public sealed class SubscriptionTests
{
    private readonly Customer customer = new();

    [Fact]
    public void From_its_capture_on_it_pays_for_the_weekly_runs()
    {
        var order = customer.Open(new Basket(Weekly: true));
        Assert.IsType<ScheduleAnswer.NotCovered>(Save());

        customer.Learn(order.Number, "c=Captured@0(0-30)");

        Assert.IsType<ScheduleAnswer.Saved>(Save());
        Assert.Equal([BackupState.Queued], RunThrough(day: 4));
        Assert.Equal(TakeKind.Subscription, customer.Tenant.Ledger.Entries[^1].Take.Kind);
        Assert.Equal((History.Day(30), true), Line);
    }

    [Fact]
    public void A_renewal_makes_it_longer()
    {
        var order = customer.Buy(new Basket(Weekly: true));

        customer.Learn(order, "r=Renewed@30(30-60)");

        Assert.Equal((History.Day(60), true), Line);
    }

    [Theory]
    [InlineData("o=RenewalOff@1")]
    [InlineData("x=RenewalFailed@1")]
    public void Ended_or_not_renewed_it_covers_what_is_paid_and_then_runs_are_skipped(string end)
    {
        var order = customer.Buy(new Basket(Weekly: true));
        Save();

        customer.Learn(order, end);

        Assert.Equal((History.Day(30), false), Line);
        Assert.Equal([.. Enumerable.Repeat(BackupState.Expired, 4), BackupState.Skipped], RunThrough(day: 32));
    }

    [Fact]
    public void A_refund_ends_it_at_once_and_what_has_run_stays()
    {
        var order = customer.Buy(new Basket(Weekly: true));
        Save();
        RunThrough(day: 4);

        customer.Now = History.Day(5);
        customer.Tell(order, PaymentEventKind.Refunded);

        Assert.Equal((null, false), Line);
        Assert.Equal([BackupState.Ready, BackupState.Skipped], RunThrough(day: 11));
        Assert.Equal(RefusalReason.NoSubscription, customer.Tenant.Backups[^1].Skip!.Refused);
    }

    [Fact]
    public void A_dispute_ends_it_until_it_is_won()
    {
        var order = customer.Buy(new Basket(Weekly: true));
        customer.Learn(order, "d=Disputed@0");
        Assert.Equal((null, false), Line);

        customer.Learn(order, "w=DisputeWon@3");

        Assert.Equal((History.Day(30), true), Line);
    }

    [Fact]
    public void A_refund_of_a_renewal_leaves_the_units_and_the_edition_of_its_order()
    {
        var order = customer.Buy(new Basket(Units: 2, Weekly: true, Edition: Edition.Ultimate));

        customer.Learn(order, "r=Renewed@30(30-60) f=Refunded@30>r");

        Assert.Equal((2, "Ultimate"), (customer.Tenant.Ledger.UnitsLeft(), customer.InForce));
        customer.Now = History.Day(31);
        Assert.Equal((null, false), Line);
    }

    [Fact]
    public void Of_two_that_are_paid_one_is_left_when_the_other_is_paid_back()
    {
        var first = customer.Buy(new Basket(Weekly: true));
        customer.Learn(first, "o=RenewalOff@0");
        customer.Buy(new Basket(Weekly: true));

        customer.Tell(first, PaymentEventKind.Refunded);

        Assert.Equal((History.Day(30), true), Line);
    }

    [Fact]
    public void It_goes_on_through_an_upgrade_to_an_edition_that_would_not_need_it()
    {
        customer.Buy(new Basket(Weekly: true));

        customer.Buy(new Basket(Edition: Edition.Ultimate));

        Assert.Equal((History.Day(30), true), Line);
    }

    private (DateTimeOffset?, bool) Line => customer.Tenant.QuotaLine(customer.Terms, customer.Now) is var line ? (line.PaidUntil, line.Renews) : default;

    private ScheduleAnswer Save() => customer.Tenant.SaveSchedule(Customer.Sophia, new Recurrence.Weekly(DayOfWeek.Monday), null, customer.Terms, customer.Now);

    /// <summary>Every run until then is given its outcome, the last one excepted.</summary>
    private List<BackupState> RunThrough(int day)
    {
        while (customer.Tenant.NextRun(customer.Terms) is { DueAt: var due } && due <= History.Day(day))
        {
            if (customer.Tenant.OpenBackup() is { } open) customer.Succeed(open.Id);
            customer.Now = due;
            customer.Tenant.Tick(customer.Terms, due);
        }
        return [.. customer.Tenant.Backups.Select(backup => backup.State)];
    }
}
