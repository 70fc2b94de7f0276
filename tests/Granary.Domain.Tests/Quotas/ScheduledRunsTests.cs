using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

public sealed class ScheduledRunsTests
{
    private static readonly DateOnly From = new(2027, 3, 1);
    private static readonly DateOnly Through = new(2027, 4, 30);

    [Fact]
    public void Runs_come_in_order_each_day_once() =>
        Assert.Throws<ArgumentException>(() => Runs(From, Through, On(3, 8), On(3, 8)));

    [Fact]
    public void Runs_lie_within_what_is_known() =>
        Assert.Throws<ArgumentException>(() => Runs(From, Through, On(5, 3)));

    [Fact]
    public void The_place_of_a_run_is_not_guessed_from_half_a_month() =>
        Assert.Throws<ArgumentException>(() => Runs(From.AddDays(1), Through, On(3, 8)).PlaceOf(On(3, 8)));

    [Fact]
    public void What_is_set_aside_is_not_guessed_from_half_a_month() =>
        Assert.Throws<ArgumentException>(() => Runs(From, Through.AddDays(-1), On(3, 8)).StillDueIn(new Month(2027, 4)));

    [Fact]
    public void A_run_that_is_not_the_schedules_has_no_place() =>
        Assert.Throws<ArgumentException>(() => Runs(From, Through, On(3, 8)).PlaceOf(On(3, 9)));

    [Fact]
    public void A_forecast_beyond_what_is_known_is_refused_not_cut_short()
    {
        var quota = new Quota(new Plans().For(Edition.Standard), new QuotaLedger(), Runs(From, Through, On(3, 8), On(3, 22)));

        Assert.Throws<ArgumentException>(() => quota.Forecast(On(3, 1), new Month(2027, 5)));
    }

    [Fact]
    public void A_schedule_that_never_runs_cannot_be_saved() =>
        Assert.Throws<ArgumentException>(() => new Quota(new Plans().For(Edition.Standard), new QuotaLedger(), Runs(From, Through)).DecideSchedule());

    [Fact]
    public void Without_a_schedule_there_is_no_run_to_decide_about() =>
        Assert.Throws<InvalidOperationException>(() => new Quota(new Plans().For(Edition.Standard), new QuotaLedger(), null).DecideRun(On(3, 8)));

    private static ScheduledRuns Runs(DateOnly from, DateOnly through, params Moment[] runs) => new(Rhythm.TwoWeekly, from, through, runs);

    private static Moment On(int month, int day) => new(new DateOnly(2027, month, day), new DateTimeOffset(2027, month, day, 2, 0, 0, TimeSpan.Zero));
}
