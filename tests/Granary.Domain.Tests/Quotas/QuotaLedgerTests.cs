using Granary.Domain.Backups;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

public sealed class QuotaLedgerTests
{
    private static readonly Month January = new(2027, 1);
    private readonly QuotaLedger ledger = new();

    [Fact]
    public void What_is_not_there_cannot_be_taken() =>
        Assert.Throws<InvalidOperationException>(() => ledger.Reserve(new(1), new(TakeKind.Unit, January)));

    [Fact]
    public void A_week_of_the_subscription_cannot_be_taken_twice()
    {
        var take = new QuotaTake(TakeKind.Subscription, January, new DateOnly(2027, 1, 4));
        ledger.Reserve(new(1), take);

        Assert.Throws<InvalidOperationException>(() => ledger.Reserve(new(2), take));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Units_are_given_up_in_whole_positive_numbers(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => ledger.Reduce(count));

    [Fact]
    public void No_number_of_units_overflows()
    {
        for (var source = 1; source <= 3; source++) ledger.SetLot(source, int.MaxValue, isEntitled: true);

        Assert.Equal(3L * int.MaxValue, ledger.UnitsLeft());
    }

    [Fact]
    public void Ten_years_of_daily_backups_stay_small_and_lose_no_sum()
    {
        ledger.SetUnits(3651);
        var day = new DateOnly(2027, 1, 1);
        var id = new BackupId(0);
        for (; day < new DateOnly(2037, 1, 1); day = day.AddDays(1))
        {
            id = new(id.Value + 1);
            ledger.Reserve(id, new(TakeKind.Unit, Month.Of(day)));
            ledger.Settle(id, id.Value % 10 == 0 ? QuotaOutcome.Failed : QuotaOutcome.Ready, day);
        }

        Assert.InRange(ledger.Entries.Count, 1, 3 * 31);
        Assert.Equal(3653, ledger.Folded.Units + ledger.Folded.Returned + ledger.Entries.Count);
        Assert.Equal(3651 - 3653 + 365, ledger.UnitsLeft());
    }

    [Fact]
    public void A_backup_that_was_folded_away_is_still_known_to_be_settled()
    {
        ledger.Reserve(new(1), new(TakeKind.Free, January));
        ledger.Settle(new(1), QuotaOutcome.Ready, January.FirstDay());
        ledger.Reserve(new(2), new(TakeKind.Free, January.Plus(6)));

        Assert.Null(ledger.Find(new(1)));
        Assert.Equal(SettleAnswer.AlreadySettled, ledger.Settle(new(1), QuotaOutcome.Failed, January.Plus(6).FirstDay()));
        ledger.Reserve(new(1), new(TakeKind.Free, January.Plus(6)));
        Assert.Null(ledger.Find(new(1)));
    }

    [Fact]
    public void While_a_backup_is_open_nothing_of_its_month_or_a_later_one_is_folded()
    {
        ledger.Reserve(new(1), new(TakeKind.Free, January));
        ledger.Settle(new(1), QuotaOutcome.ReadyWithoutModule, January.FirstDay());
        ledger.Reserve(new(2), new(TakeKind.Free, January));
        ledger.Reserve(new(3), new(TakeKind.Free, January.Plus(6)));

        Assert.Equal(3, ledger.Entries.Count);
        Assert.Equal(SettleAnswer.Consumed, ledger.Settle(new(2), QuotaOutcome.ReadyWithoutModule, January.Plus(6).FirstDay()));
    }

    [Fact]
    public void An_extra_free_backup_is_not_folded_before_the_month_that_has_it()
    {
        ledger.Reserve(new(1), new(TakeKind.Free, January));
        ledger.Settle(new(1), QuotaOutcome.Failed, January.Plus(5).FirstDay());
        ledger.Reserve(new(2), new(TakeKind.Free, January.Plus(5)));

        var line = new Quota(new Plans().For(Edition.Standard), ledger, null).LineAt(new(January.Plus(5).FirstDay(), default));

        Assert.Equal((3, 2), (line.Allowance, line.FreeLeft));
    }

    [Fact]
    public void Renewals_make_one_period_longer_and_a_duplicate_changes_nothing()
    {
        var start = new DateTimeOffset(2027, 1, 10, 9, 0, 0, TimeSpan.Zero);
        var once = WeeklySubscription.None.Paid(start, start.AddMonths(1)).Paid(start.AddMonths(1), start.AddMonths(2));
        var again = once.Paid(start.AddMonths(1), start.AddMonths(2)).Paid(start, start.AddMonths(1));

        Assert.Equal([new PaidPeriod(start, start.AddMonths(2))], once.Periods);
        Assert.Equal(once.Periods, again.Periods);
        Assert.Throws<ArgumentException>(() => once.Paid(start, start));
    }

    [Fact]
    public void Payments_that_arrive_out_of_order_come_to_the_same()
    {
        var start = new DateTimeOffset(2027, 1, 10, 9, 0, 0, TimeSpan.Zero);
        var late = WeeklySubscription.None.Paid(start.AddMonths(2), start.AddMonths(3)).Paid(start, start.AddMonths(1)).Paid(start.AddMonths(1), start.AddMonths(2));

        Assert.Equal([new PaidPeriod(start, start.AddMonths(3))], late.Periods);
    }
}
