using Granary.Domain.Scheduling;
using static Granary.Domain.Tests.Scheduling.Clockwork;

namespace Granary.Domain.Tests.Scheduling;

public sealed class MissedRunsTests
{
    private static readonly RunCalendar Utc = CalendarAt("UTC", "03:00");
    private static readonly Schedule Weekly = Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-02");
    private static readonly Schedule TwoWeekly = Anchored("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-02");
    private static readonly Schedule Monthly = Anchored("FREQ=MONTHLY;BYMONTHDAY=1", "2026-11-01");

    [Fact]
    public void Before_the_first_run_there_is_nothing_to_do()
    {
        var catchUp = Judge(Weekly, "2026-11-02T02:59:59Z");

        Assert.Null(catchUp.Run);
        Assert.Empty(catchUp.Skipped);
        Assert.Null(catchUp.Handled);
        Assert.Equal("2026-11-02T03:00:00+00:00", catchUp.Next.Start());
    }

    [Fact]
    public void A_run_starts_at_its_instant()
    {
        var catchUp = Judge(Weekly, "2026-11-02T03:00:00Z");

        Assert.Equal("2026-11-02T03:00:00+00:00", catchUp.Run.Start());
        Assert.Equal("2026-11-09T03:00:00+00:00", catchUp.Next.Start());
        Assert.Same(catchUp.Run, catchUp.Handled);
    }

    [Fact]
    public void Missed_run_fires_once_after_a_two_day_outage()
    {
        var first = Judge(Weekly, "2026-11-04T03:00:00Z");
        var second = MissedRuns.Judge(Utc.After(Weekly, first.Handled), At("2026-11-04T03:00:00Z"));

        Assert.Equal("2026-11-02T03:00:00+00:00", first.Run.Start());
        Assert.Null(second.Run);
        Assert.Empty(second.Skipped);
    }

    [Theory]
    [InlineData("2026-11-05T14:59:59Z", null)]
    [InlineData("2026-11-05T15:00:00Z", SkipReason.CloserToNext)]
    [InlineData("2026-11-09T02:59:59Z", SkipReason.CloserToNext)]
    public void A_weekly_run_may_be_late_by_less_than_three_and_a_half_days(string now, SkipReason? reason) =>
        AssertFirstOf(Weekly, now, reason);

    [Theory]
    [InlineData("2026-11-09T02:59:59Z", null)]
    [InlineData("2026-11-09T03:00:00Z", SkipReason.CloserToNext)]
    public void A_two_weekly_run_may_be_late_by_less_than_seven_days(string now, SkipReason? reason) =>
        AssertFirstOf(TwoWeekly, now, reason);

    [Theory]
    [InlineData("2026-11-08T02:59:59Z", null)]
    [InlineData("2026-11-08T03:00:00Z", SkipReason.SevenDaysLate)]
    [InlineData("2026-11-16T02:59:59Z", SkipReason.SevenDaysLate)]
    [InlineData("2026-11-16T03:00:00Z", SkipReason.CloserToNext)]
    public void A_monthly_run_may_be_late_by_less_than_seven_days(string now, SkipReason? reason) =>
        AssertFirstOf(Monthly, now, reason);

    [Fact]
    public void Of_several_missed_ones_only_the_latest_runs()
    {
        var catchUp = Judge(Weekly, "2026-11-17T00:00:00Z");

        Assert.Equal("2026-11-16T03:00:00+00:00", catchUp.Run.Start());
        Assert.Equal(["2026-11-02T03:00:00+00:00", "2026-11-09T03:00:00+00:00"], catchUp.Skipped.Select(skipped => skipped.Occurrence.Start()));
        Assert.All(catchUp.Skipped, skipped => Assert.Equal(SkipReason.ReplacedByLater, skipped.Reason));
        Assert.Equal("2026-11-23T03:00:00+00:00", catchUp.Next.Start());
    }

    [Fact]
    public void Of_several_missed_ones_none_runs_when_the_latest_is_too_late()
    {
        var catchUp = Judge(Weekly, "2026-11-13T03:00:00Z");

        Assert.Null(catchUp.Run);
        Assert.Equal([SkipReason.ReplacedByLater, SkipReason.CloserToNext], catchUp.Skipped.Select(skipped => skipped.Reason));
        Assert.Equal("2026-11-09T03:00:00+00:00", catchUp.Handled.Start());
        Assert.Equal("2026-11-16T03:00:00+00:00", catchUp.Next.Start());
    }

    [Fact]
    public void Half_the_interval_is_measured_in_time_that_passes_not_in_clock_readings()
    {
        var paris = CalendarAt("Europe/Paris", "01:00");
        var schedule = Anchored("FREQ=WEEKLY;BYDAY=SU", "2026-03-29");
        var due = paris.Next(schedule, handled: null)!.DueAt;

        Assert.NotNull(MissedRuns.Judge(paris.Of(schedule), due.AddHours(83.4)).Run);
        Assert.Null(MissedRuns.Judge(paris.Of(schedule), due.AddHours(83.5)).Run);
    }

    [Fact]
    public void A_clock_that_was_set_back_starts_nothing_again()
    {
        var handled = Judge(Weekly, "2026-11-09T03:00:00Z").Handled;

        var catchUp = MissedRuns.Judge(Utc.After(Weekly, handled), At("2026-11-08T00:00:00Z"));

        Assert.Null(catchUp.Run);
        Assert.Equal("2026-11-16T03:00:00+00:00", catchUp.Next.Start());
    }

    [Fact]
    public void A_stopped_schedule_has_nothing_to_catch_up()
    {
        var catchUp = Judge(Weekly.Stop(At("2026-11-03T00:00:00Z")), "2026-11-04T00:00:00Z");

        Assert.Null(catchUp.Run);
        Assert.Empty(catchUp.Skipped);
        Assert.Null(catchUp.Next);
    }

    private static CatchUp Judge(Schedule schedule, string now) => MissedRuns.Judge(Utc.Of(schedule), At(now));

    private static void AssertFirstOf(Schedule schedule, string now, SkipReason? reason)
    {
        var catchUp = Judge(schedule, now);
        var first = Utc.Of(schedule).First();

        Assert.Equal(reason is null ? first : null, catchUp.Run);
        Assert.Equal(reason is null ? [] : [new SkippedRun(first, reason.Value)], catchUp.Skipped);
    }
}
