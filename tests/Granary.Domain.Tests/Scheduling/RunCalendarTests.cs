using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using static Granary.Domain.Tests.Scheduling.Clockwork;

namespace Granary.Domain.Tests.Scheduling;

public sealed class RunCalendarTests
{
    private const string Paris = "Europe/Paris";

    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-30", "2026-11-30 2026-12-14 2026-12-28 2027-01-11")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-12-07", "2026-12-07 2026-12-21 2027-01-04 2027-01-18")]
    public void Twice_a_month_is_every_second_week_counted_from_the_first_run(string rrule, string anchor, string days) =>
        Assert.Equal(days, CalendarAt(Paris, "03:00").Of(Anchored(rrule, anchor)).Days(4));

    [Fact]
    public void A_two_weekly_schedule_has_three_runs_in_a_month_now_and_then()
    {
        var runs = CalendarAt(Paris, "03:00").Of(Anchored("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2027-03-01"));

        Assert.Equal("2027-03-01 2027-03-15 2027-03-29 2027-04-12", runs.Days(4));
    }

    [Theory]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15 2027-01-15 2027-02-15 2027-03-15 2027-04-15")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=28", "2026-12-28 2027-01-28 2027-02-28 2027-03-28 2027-04-28")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=29", "2026-12-29 2027-01-29 2027-02-28 2027-03-29 2027-04-29")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=30", "2026-12-30 2027-01-30 2027-02-28 2027-03-30 2027-04-30")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31", "2026-12-31 2027-01-31 2027-02-28 2027-03-31 2027-04-30")]
    public void Once_a_month_by_date_is_the_last_day_where_the_month_is_shorter(string rrule, string days) =>
        Assert.Equal(days, CalendarAt(Paris, "03:00").Of(Anchored(rrule, "2026-12-01")).Days(5));

    [Theory]
    [InlineData("2028-02-01", "2028-02-29")]
    [InlineData("2000-02-01", "2000-02-29")]
    [InlineData("2100-02-01", "2100-02-28")]
    public void A_leap_year_has_its_29_February(string anchor, string day) =>
        Assert.Equal(day, CalendarAt(Paris, "03:00").Of(Anchored("FREQ=MONTHLY;BYMONTHDAY=31", anchor)).Days(1));

    [Theory]
    [InlineData("1MO", "2026-11-02 2026-12-07 2027-01-04 2027-02-01")]
    [InlineData("2MO", "2026-11-09 2026-12-14 2027-01-11 2027-02-08")]
    [InlineData("3SU", "2026-11-15 2026-12-20 2027-01-17 2027-02-21")]
    [InlineData("4SU", "2026-11-22 2026-12-27 2027-01-24 2027-02-28")]
    [InlineData("-1MO", "2026-11-30 2026-12-28 2027-01-25 2027-02-22")]
    [InlineData("-1SU", "2026-11-29 2026-12-27 2027-01-31 2027-02-28")]
    public void Once_a_month_by_day_is_the_first_to_fourth_or_the_last(string day, string days) =>
        Assert.Equal(days, CalendarAt(Paris, "03:00").Of(Anchored($"FREQ=MONTHLY;BYDAY={day}", "2026-11-01")).Days(4));

    [Fact]
    public void Weekly_is_every_week() =>
        Assert.Equal("2026-12-25 2027-01-01 2027-01-08", CalendarAt(Paris, "03:00").Of(Anchored("FREQ=WEEKLY;BYDAY=FR", "2026-12-25")).Days(3));

    [Fact]
    public void A_run_is_at_the_same_local_time_in_summer_and_in_winter() =>
        Assert.Equal("2026-06-15T03:12:07+02:00 2026-07-15T03:12:07+02:00 2026-08-15T03:12:07+02:00 2026-09-15T03:12:07+02:00 2026-10-15T03:12:07+02:00 2026-11-15T03:12:07+01:00",
            CalendarAt(Paris, "03:12:07").Of(Anchored("FREQ=MONTHLY;BYMONTHDAY=15", "2026-06-15")).Starts(6));

    [Theory]
    [InlineData("Europe/Paris", "01:59:59", "2026-03-29", "2026-03-29T01:59:59+01:00")]
    [InlineData("Europe/Paris", "02:00:00", "2026-03-29", "2026-03-29T03:00:00+02:00")]
    [InlineData("Europe/Paris", "02:30:00", "2026-03-29", "2026-03-29T03:00:00+02:00")]
    [InlineData("Europe/Paris", "02:59:59", "2026-03-29", "2026-03-29T03:00:00+02:00")]
    [InlineData("Europe/Paris", "03:00:00", "2026-03-29", "2026-03-29T03:00:00+02:00")]
    [InlineData("America/Sao_Paulo", "00:30:00", "2018-11-04", "2018-11-04T01:00:00-02:00")]
    [InlineData("Australia/Lord_Howe", "02:15:00", "2026-10-04", "2026-10-04T02:30:00+11:00")]
    [InlineData("Antarctica/Troll", "01:30:00", "2026-03-29", "2026-03-29T03:00:00+02:00")]
    public void A_local_time_that_is_skipped_is_the_first_valid_instant_after_it(string zone, string time, string day, string start) =>
        Assert.Equal(start, CalendarAt(zone, time).Of(Anchored("FREQ=WEEKLY;BYDAY=SU", day)).Starts(1));

    [Theory]
    [InlineData("Europe/Paris", "02:00:00", "2026-10-25", "2026-10-25T02:00:00+02:00")]
    [InlineData("Europe/Paris", "02:30:00", "2026-10-25", "2026-10-25T02:30:00+02:00")]
    [InlineData("Europe/Paris", "03:00:00", "2026-10-25", "2026-10-25T03:00:00+01:00")]
    [InlineData("America/Sao_Paulo", "23:30:00", "2018-02-17", "2018-02-17T23:30:00-02:00")]
    [InlineData("Australia/Lord_Howe", "01:45:00", "2026-04-05", "2026-04-05T01:45:00+11:00")]
    [InlineData("America/Havana", "00:30:00", "2026-11-01", "2026-11-01T00:30:00-04:00")]
    public void A_local_time_that_comes_twice_is_the_first_one(string zone, string time, string day, string start) =>
        Assert.Equal(start, CalendarAt(zone, time).Of(Anchored("FREQ=MONTHLY;BYMONTHDAY=" + int.Parse(day[^2..], null), day)).Starts(1));

    [Fact]
    public void Between_the_two_times_of_an_overlap_the_run_has_been_and_does_not_come_again()
    {
        var calendar = CalendarAt(Paris, "02:30");
        var schedule = Anchored("FREQ=WEEKLY;BYDAY=SU", "2026-10-18");

        Assert.Equal("2026-10-25T02:30:00+02:00", calendar.Next(schedule, At("2026-10-25T02:29:59+02:00")).Start());
        Assert.Equal("2026-11-01T02:30:00+01:00", calendar.Next(schedule, At("2026-10-25T02:30:00+02:00")).Start());
        Assert.Equal("2026-11-01T02:30:00+01:00", calendar.Next(schedule, At("2026-10-25T02:10:00+01:00")).Start());
        Assert.Equal("2026-11-01T02:30:00+01:00", calendar.Next(schedule, At("2026-10-25T02:30:00+01:00")).Start());
    }

    [Theory]
    [InlineData("Pacific/Apia", "FREQ=WEEKLY;BYDAY=FR", "2011-12-23", "2011-12-23T03:00:00-10:00 2011-12-31T00:00:00+14:00 2012-01-06T03:00:00+14:00")]
    [InlineData("Pacific/Apia", "FREQ=WEEKLY;BYDAY=SA", "2011-12-24", "2011-12-24T03:00:00-10:00 2011-12-31T03:00:00+14:00 2012-01-07T03:00:00+14:00")]
    [InlineData("Pacific/Apia", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2011-12-16", "2011-12-16T03:00:00-10:00 2011-12-31T00:00:00+14:00 2012-01-13T03:00:00+14:00")]
    [InlineData("Pacific/Apia", "FREQ=MONTHLY;BYMONTHDAY=30", "2011-11-30", "2011-11-30T03:00:00-10:00 2011-12-31T00:00:00+14:00 2012-01-30T03:00:00+14:00")]
    [InlineData("Pacific/Apia", "FREQ=MONTHLY;BYDAY=-1FR", "2011-11-25", "2011-11-25T03:00:00-10:00 2011-12-31T00:00:00+14:00 2012-01-27T03:00:00+14:00")]
    [InlineData("Pacific/Kwajalein", "FREQ=MONTHLY;BYMONTHDAY=21", "1993-07-21", "1993-07-21T03:00:00-12:00 1993-08-22T00:00:00+12:00 1993-09-21T03:00:00+12:00")]
    public void The_run_of_a_day_that_does_not_exist_is_at_the_first_instant_of_the_next(string zone, string rrule, string anchor, string starts) =>
        Assert.Equal(starts, CalendarAt(zone, "03:00").Of(Anchored(rrule, anchor)).Starts(3));

    [Fact]
    public void The_day_that_does_not_exist_stays_the_chosen_day_in_id_and_month()
    {
        var run = CalendarAt("Pacific/Apia", "03:00").Next(Anchored("FREQ=MONTHLY;BYDAY=-1FR", "2011-12-30"), handled: null)!;

        Assert.Equal(new DateOnly(2011, 12, 30), run.Day);
        Assert.EndsWith("/1/2011-12-30T03:00:00", run.Id.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Just_before_a_day_that_does_not_exist_its_run_is_next_and_at_its_instant_the_one_after_it()
    {
        var calendar = CalendarAt("Pacific/Apia", "03:00");
        var schedule = Anchored("FREQ=WEEKLY;BYDAY=FR", "2011-12-02");

        Assert.Equal("2011-12-31T00:00:00+14:00", calendar.Next(schedule, At("2011-12-29T23:59:59-10:00")).Start());
        Assert.Equal("2012-01-06T03:00:00+14:00", calendar.Next(schedule, At("2011-12-31T00:00:00+14:00")).Start());
    }

    [Fact]
    public void Next_is_strictly_after_the_instant()
    {
        var calendar = CalendarAt(Paris, "03:00");
        var schedule = Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-02");

        Assert.Equal("2026-11-09T03:00:00+01:00", calendar.Next(schedule, At("2026-11-09T02:59:59+01:00")).Start());
        Assert.Equal("2026-11-16T03:00:00+01:00", calendar.Next(schedule, At("2026-11-09T03:00:00+01:00")).Start());
    }

    [Fact]
    public void There_is_no_run_before_the_first_one() =>
        Assert.Equal("2026-11-02T03:00:00+01:00", CalendarAt(Paris, "03:00").Next(Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-02"), At("2020-01-01T00:00:00Z")).Start());

    [Fact]
    public void After_an_occurrence_comes_the_next_chosen_day_even_if_that_is_past()
    {
        var calendar = CalendarAt(Paris, "03:00");
        var schedule = Anchored("FREQ=MONTHLY;BYMONTHDAY=1", "1990-01-01");
        var first = calendar.Next(schedule, handled: null);

        Assert.Equal("1990-01-01 1990-02-01", calendar.Of(schedule).Days(2));
        Assert.Equal("1990-02-01T03:00:00+01:00", calendar.Next(schedule, first).Start());
    }

    [Fact]
    public void What_an_earlier_version_has_run_does_not_hide_a_run_of_this_one()
    {
        var calendar = CalendarAt(Paris, "03:00");
        var old = calendar.Next(Anchored("FREQ=WEEKLY;BYDAY=TU", "2026-11-10", version: 1), handled: null);

        Assert.Equal("2026-11-09T03:00:00+01:00", calendar.Next(Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-09", version: 2), old).Start());
    }

    [Theory]
    [InlineData("America/New_York", "2026-11-16T03:00:00-05:00")]
    [InlineData("Asia/Tokyo", "2026-11-16T03:00:00+09:00")]
    [InlineData("Pacific/Kiritimati", "2026-11-16T03:00:00+14:00")]
    [InlineData("Pacific/Pago_Pago", "2026-11-16T03:00:00-11:00")]
    public void After_a_change_of_zone_the_day_that_has_run_does_not_run_again(string zone, string next)
    {
        var schedule = Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-09");
        var ran = CalendarAt(Paris, "03:00").Next(schedule, handled: null);

        Assert.Equal(next, CalendarAt(zone, "03:00").Next(schedule, ran).Start());
    }

    [Fact]
    public void A_change_of_zone_that_puts_a_run_into_the_past_makes_it_due_at_once()
    {
        var schedule = Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-02");
        var ran = CalendarAt(Paris, "03:00").Next(schedule, handled: null);
        var now = At("2026-11-09T01:00:00+01:00");

        var catchUp = MissedRuns.Judge(CalendarAt("Asia/Tokyo", "03:00").After(schedule, ran), now);

        Assert.Equal("2026-11-09T03:00:00+09:00", catchUp.Run.Start());
        Assert.Equal("2026-11-16T03:00:00+09:00", catchUp.Next.Start());
    }

    [Fact]
    public void A_change_of_window_on_the_day_of_a_run_does_not_run_it_again()
    {
        var schedule = Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-09");
        var ran = CalendarAt(Paris, "03:00").Next(schedule, handled: null);

        Assert.Equal("2026-11-16T22:00:00+01:00", CalendarAt(Paris, "22:00").Next(schedule, ran).Start());
    }

    [Fact]
    public void A_stopped_schedule_has_no_runs()
    {
        var calendar = CalendarAt(Paris, "03:00");
        var stopped = Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-02").Stop(At("2026-11-05T00:00:00Z"));

        Assert.Empty(calendar.Of(stopped));
        Assert.Null(calendar.Next(stopped, At("2026-11-06T00:00:00Z")));
        Assert.Null(calendar.Next(stopped, handled: null));
    }

    [Fact]
    public void An_occurrence_tells_the_zone_and_the_data_it_was_worked_out_with()
    {
        var run = CalendarAt(Paris, "03:00").Next(Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-02"), handled: null)!;

        Assert.Equal((Paris, RunCalendar.Tzdb), (run.TimeZone, run.Tzdb));
        Assert.Matches("^20[0-9]{2}[a-z]$", run.Tzdb);
    }

    [Fact]
    public void An_id_is_tenant_version_and_local_time()
    {
        var tenant = new TenantId("eu", "acme");
        var calendar = new RunCalendar(tenant, Paris, Window.Default);
        var time = Spread.Of(tenant, Window.Default);

        var run = calendar.Next(Anchored("FREQ=WEEKLY;BYDAY=MO", "2026-11-02", version: 3), handled: null)!;

        Assert.Equal(new OccurrenceId(tenant, 3, new DateTime(2026, 11, 2) + time), run.Id);
        Assert.Equal($"eu/acme/3/2026-11-02T{time:c}", run.Id.ToString());
    }

    [Theory]
    [InlineData("Europe/Paris", true)]
    [InlineData("Asia/Calcutta", true)]
    [InlineData("UTC", true)]
    [InlineData("europe/paris", false)]
    [InlineData("Romance Standard Time", false)]
    [InlineData("UTC+02:00", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_zone_is_known_by_its_IANA_name_only(string? zone, bool known)
    {
        Assert.Equal(known, RunCalendar.Knows(zone));
        if (!known) Assert.Throws<ArgumentException>(() => new RunCalendar(new TenantId("eu", "acme"), zone!, Window.Default));
    }

    [Fact]
    public void Runs_go_on_to_the_end_of_the_calendar_and_end_there()
    {
        var calendar = CalendarAt(Paris, "03:00");

        Assert.All(["FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR"], rrule =>
        {
            var schedule = Anchored(rrule, "1990-01-01");
            Assert.NotNull(calendar.Next(schedule, At("9998-11-01T00:00:00Z")));
            Assert.Null(calendar.Next(schedule, At("9999-06-01T00:00:00Z")));
        });
    }
}
