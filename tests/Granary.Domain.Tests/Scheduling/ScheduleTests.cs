using Granary.Domain.Scheduling;
using static Granary.Domain.Tests.Scheduling.Clockwork;

namespace Granary.Domain.Tests.Scheduling;

public sealed class ScheduleTests
{
    private static readonly RunCalendar Paris = CalendarAt("Europe/Paris", "03:00");
    private static readonly DateTimeOffset Wednesday = At("2026-11-25T10:42:00+01:00");

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=WE", "2026-11-25T02:59:59+01:00", "2026-11-25")]
    [InlineData("FREQ=WEEKLY;BYDAY=WE", "2026-11-25T03:00:00+01:00", "2026-12-02")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "2026-11-25T02:59:59+01:00", "2026-11-25")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "2026-11-25T03:00:00+01:00", "2026-12-02")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=25", "2026-11-25T02:59:59+01:00", "2026-11-25")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=25", "2026-11-25T03:00:00+01:00", "2026-12-25")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31", "2027-02-28T02:59:59+01:00", "2027-02-28")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31", "2027-02-28T03:00:00+01:00", "2027-03-31")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1WE", "2026-11-25T02:59:59+01:00", "2026-11-25")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1WE", "2026-11-25T03:00:00+01:00", "2026-12-30")]
    [InlineData("FREQ=WEEKLY;BYDAY=TH", "2026-11-25T22:59:59Z", "2026-11-26")]
    [InlineData("FREQ=WEEKLY;BYDAY=TH", "2026-11-25T23:30:00Z", "2026-11-26")]
    public void The_first_run_is_on_the_first_chosen_day_whose_instant_is_still_to_come_today_included(string rrule, string now, string anchor)
    {
        var schedule = Schedule.Save(previous: null, Recurring(rrule), Paris, At(now));

        Assert.Equal(DateOnly.Parse(anchor, null), schedule.Anchor);
        Assert.Equal((1, At(now), true), (schedule.Version, schedule.SavedAt, schedule.IsActive));
        Assert.Equal(anchor, Paris.Of(schedule).Days(1));
    }

    [Fact]
    public void The_first_run_may_be_that_of_a_day_that_does_not_exist()
    {
        var schedule = Schedule.Save(null, Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), CalendarAt("Pacific/Apia", "03:00"), At("2011-12-29T23:00:00-10:00"));

        Assert.Equal(new DateOnly(2011, 12, 30), schedule.Anchor);
    }

    [Fact]
    public void Saving_it_unchanged_makes_no_new_version()
    {
        var saved = Schedule.Save(null, Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), Paris, Wednesday);

        Assert.True(saved.Says(Recurring("RRULE:byday=mo;interval=2;freq=weekly")));
        Assert.Same(saved, Schedule.Save(saved, Recurring("RRULE:byday=mo;interval=2;freq=weekly"), Paris, Wednesday.AddDays(20)));
    }

    [Fact]
    public void Saving_it_unchanged_in_another_zone_keeps_its_version_and_its_first_run()
    {
        var saved = Schedule.Save(null, Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), Paris, Wednesday);

        Assert.Same(saved, Schedule.Save(saved, saved.Recurrence, CalendarAt("Asia/Tokyo", "05:00"), Wednesday.AddDays(1)));
    }

    [Fact]
    public void Changing_it_makes_a_new_version_with_its_own_first_run()
    {
        var first = Schedule.Save(null, Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), Paris, Wednesday);
        var second = Schedule.Save(first, Recurring("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"), Paris, Wednesday.AddDays(7));
        var third = Schedule.Save(second, Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), Paris, Wednesday.AddDays(8));

        Assert.Equal([1, 2, 3], [first.Version, second.Version, third.Version]);
        Assert.Equal([new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 7), new DateOnly(2026, 12, 7)], [first.Anchor, second.Anchor, third.Anchor]);
    }

    [Fact]
    public void Saving_again_after_a_stop_never_uses_a_version_twice()
    {
        var saved = Schedule.Save(null, Recurring("FREQ=WEEKLY;BYDAY=MO"), Paris, Wednesday);
        var stopped = saved.Stop(Wednesday.AddHours(1));
        var again = Schedule.Save(stopped, saved.Recurrence, Paris, Wednesday.AddHours(2));

        Assert.False(stopped.IsActive);
        Assert.Equal((2, true), (again.Version, again.IsActive));
    }

    [Fact]
    public void It_is_stopped_once()
    {
        var stopped = Schedule.Save(null, Recurring("FREQ=WEEKLY;BYDAY=MO"), Paris, Wednesday).Stop(Wednesday);

        Assert.Same(stopped, stopped.Stop(Wednesday.AddDays(1)));
    }
}
