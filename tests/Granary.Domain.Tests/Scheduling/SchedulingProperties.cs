using CsCheck;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using NodaTime;

namespace Granary.Domain.Tests.Scheduling;

/// <summary>What holds for every zone, window, schedule and instant from 1990 to 2100.</summary>
public sealed class SchedulingProperties
{
    private const int Iterations = 1000;

    private static readonly Gen<DayOfWeek> AnyWeekday = Gen.Enum<DayOfWeek>();

    private static readonly Gen<Recurrence> AnyRecurrence = Gen.OneOf<Recurrence>(
        AnyWeekday.Select(day => (Recurrence)new Recurrence.TwiceAMonth(day)),
        Gen.Int[1, 31].Select(date => (Recurrence)new Recurrence.MonthlyByDate(date)),
        Gen.Select(Gen.Enum<WeekOfMonth>(), AnyWeekday, (week, day) => (Recurrence)new Recurrence.MonthlyByDay(week, day)),
        AnyWeekday.Select(day => (Recurrence)new Recurrence.Weekly(day)));

    private static readonly Gen<string> AnyZone = Gen.OneOf(DateTimeZoneProviders.Tzdb.Ids.ToArray());

    private static readonly Gen<Window> AnyWindow =
        from start in Gen.Int[0, 24 * 60 - 15]
        from length in Gen.Int[15, 24 * 60 - start]
        select new Window(TimeOnly.MinValue.AddMinutes(start), TimeSpan.FromMinutes(length));

    private static readonly Gen<TenantId> AnyTenant = Gen.Int[0, 1_000_000].Select(n => new TenantId("eu", $"t{n}"));

    private static readonly Gen<DateTimeOffset> AnyInstant = Gen.Long[
        new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
        new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()].Select(DateTimeOffset.FromUnixTimeSeconds);

    private static readonly Gen<Case> AnyCase =
        from tenant in AnyTenant
        from zone in AnyZone
        from window in AnyWindow
        from recurrence in AnyRecurrence
        from savedAt in AnyInstant
        let calendar = new RunCalendar(tenant, zone, window)
        select new Case(calendar, zone, window, Schedule.Save(previous: null, recurrence, calendar, savedAt));

    [Fact]
    public void The_next_run_is_strictly_later_and_nothing_lies_between() =>
        Gen.Select(AnyCase, Gen.Int[0, 400], Gen.Int[-86_400, 86_400]).Sample((it, days, seconds) =>
        {
            var instant = it.Schedule.SavedAt.AddDays(days).AddSeconds(seconds);
            var next = it.Calendar.Next(it.Schedule, instant)!;

            return next.DueAt > instant && next == it.Calendar.Of(it.Schedule).First(occurrence => occurrence.DueAt > instant);
        }, iter: Iterations);

    [Fact]
    public void Runs_strictly_increase_and_are_a_week_apart_or_more_give_or_take_a_clock_change() => AnyCase.Sample(it =>
        it.Calendar.Of(it.Schedule).Take(40).Zip(it.Calendar.Of(it.Schedule).Skip(1)).All(pair =>
            pair.Second.Day.DayNumber - pair.First.Day.DayNumber >= 7 && pair.Second.DueAt - pair.First.DueAt > TimeSpan.FromDays(5)), iter: Iterations);

    [Fact]
    public void Every_run_is_in_the_window_of_its_chosen_day_or_at_the_end_of_a_gap_that_swallowed_it() => AnyCase.Sample(it =>
    {
        var zone = DateTimeZoneProviders.Tzdb[it.Zone];
        return it.Calendar.Of(it.Schedule).Take(40).All(occurrence =>
        {
            var asked = LocalDateTime.FromDateTime(occurrence.Id.Local);
            var due = Instant.FromDateTimeOffset(occurrence.DueAt);
            var inWindow = occurrence.Id.Local.TimeOfDay >= it.Window.Start.ToTimeSpan() &&
                           occurrence.Id.Local.TimeOfDay < it.Window.Start.ToTimeSpan() + it.Window.Length;
            var swallowed = due.InZone(zone).LocalDateTime > asked && due.Minus(Duration.Epsilon).InZone(zone).LocalDateTime < asked;
            return inWindow && (due.InZone(zone).LocalDateTime == asked || swallowed);
        });
    }, iter: Iterations);

    [Fact]
    public void The_first_run_is_still_to_come_and_is_the_first_that_could_be() => AnyCase.Sample(it =>
    {
        // Any week may be the first of the fortnights.
        var choices = it.Schedule.Recurrence is Recurrence.TwiceAMonth { Weekday: var weekday } ? new Recurrence.Weekly(weekday) : it.Schedule.Recurrence;
        var longSince = it.Schedule with { Recurrence = choices, Anchor = new DateOnly(1980, 1, 1) };
        var first = it.Calendar.Of(it.Schedule).First();

        return first.DueAt > it.Schedule.SavedAt && first.Day == it.Schedule.Anchor && first == it.Calendar.Next(longSince, it.Schedule.SavedAt);
    }, iter: Iterations);

    [Fact]
    public void Saving_makes_a_new_version_exactly_when_something_changed() =>
        Gen.Select(AnyCase, AnyRecurrence, AnyInstant, Gen.Bool).Sample((it, other, now, stopped) =>
        {
            var previous = stopped ? it.Schedule.Stop(now) : it.Schedule;
            var same = Schedule.Save(previous, it.Schedule.Recurrence with { }, it.Calendar, now);
            var changed = Schedule.Save(previous, other, it.Calendar, now);

            return ReferenceEquals(same, previous) == !stopped
                && changed.Version == previous.Version + (stopped || other != it.Schedule.Recurrence ? 1 : 0);
        }, iter: Iterations);

    [Fact]
    public void A_rule_that_is_written_reads_back_as_the_same_recurrence_in_any_order_and_case() =>
        Gen.Select(AnyRecurrence, Gen.Shuffle(new[] { 0, 1, 2 }), Gen.Bool, Gen.Bool).Sample((recurrence, order, prefix, lower) =>
        {
            var rule = Rrule.Format(recurrence);
            var parts = rule.Split(';');
            var written = (prefix ? "RRULE:" : "") + string.Join(';', order.Select(n => parts[n]));

            return Rrule.Parse(lower ? written.ToLowerInvariant() : written) == new RruleAnswer.Accepted(recurrence)
                && Rrule.Format(((RruleAnswer.Accepted)Rrule.Parse(rule)).Recurrence) == rule;
        }, iter: Iterations);

    [Fact]
    public void Whatever_the_text_the_answer_is_a_rule_or_a_reason() =>
        Gen.OneOf(
            Gen.String,
            Gen.OneOf("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "RRULE:", "=", ";", "WEEKLY", "MONTHLY", "1", "2", "-1", "MO", "SU", "31", ",", " ", "+")
                .Array[0, 14].Select(string.Concat)).Sample(text => Rrule.Parse(text) switch
        {
            RruleAnswer.Accepted accepted => Rrule.Parse(Rrule.Format(accepted.Recurrence)) == accepted,
            RruleAnswer.Refused refused => refused.Detail.Length > 0,
            _ => false,
        }, iter: Iterations);

    [Fact]
    public void No_chosen_day_is_lost_or_doubled_whenever_one_looks_and_whatever_moves_meanwhile()
    {
        var look = Gen.Select(Gen.Int[-3 * 86_400, 40 * 86_400], AnyZone, AnyWindow, Gen.Int[0, 3]);
        Gen.Select(AnyCase, look.Array[1, 30]).Sample((it, looks) =>
        {
            var (calendar, now, handled) = (it.Calendar, it.Schedule.SavedAt, (Occurrence?)null);
            var outcomes = new List<DateOnly>();
            foreach (var (seconds, zone, window, move) in looks)
            {
                if (move == 0) calendar = new RunCalendar(new TenantId("eu", "moved"), zone, window);
                now = now.AddSeconds(seconds);

                var catchUp = MissedRuns.Judge(calendar.After(it.Schedule, handled), now);

                outcomes.AddRange(catchUp.Skipped.Select(skipped => skipped.Occurrence.Day));
                if (catchUp.Run is { } run) outcomes.Add(run.Day);
                handled = catchUp.Handled ?? handled;
                if (catchUp.Next!.DueAt <= now || catchUp.Next != calendar.Next(it.Schedule, handled)) return false;
            }

            return outcomes.SequenceEqual(it.Calendar.Of(it.Schedule).Take(outcomes.Count).Select(occurrence => occurrence.Day));
        }, iter: Iterations);
    }

    [Fact]
    public void Each_missed_occurrence_has_exactly_one_outcome_and_only_the_latest_may_run() =>
        Gen.Select(AnyCase, Gen.Int[0, 300 * 86_400]).Sample((it, seconds) =>
        {
            var now = it.Schedule.SavedAt.AddSeconds(seconds);
            var due = it.Calendar.Of(it.Schedule).TakeWhile(occurrence => occurrence.DueAt <= now).ToList();

            var catchUp = MissedRuns.Judge(it.Calendar.Of(it.Schedule), now);
            var outcomes = catchUp.Skipped.Select(skipped => skipped.Occurrence).Concat(catchUp.Run is { } run ? [run] : []).ToList();

            return outcomes.SequenceEqual(due)
                && catchUp.Handled == due.LastOrDefault()
                && catchUp.Skipped.SkipLast(catchUp.Run is null ? 1 : 0).All(skipped => skipped.Reason is SkipReason.ReplacedByLater)
                && (due.Count == 0 || (catchUp.Run is not null) == (now - due[^1].DueAt < TimeSpan.FromDays(7) && now - due[^1].DueAt < (catchUp.Next!.DueAt - due[^1].DueAt) / 2));
        }, iter: Iterations);

    private sealed record Case(RunCalendar Calendar, string Zone, Window Window, Schedule Schedule)
    {
        public override string ToString() => $"{Zone} {Window} {Rrule.Format(Schedule.Recurrence)} {Schedule}";
    }
}
