using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;

namespace Granary.CalendarOracle;

/// <summary>
/// Makes cases over every zone, 1990 to 2037, most of them where mistakes are: schedules that choose the day of a clock
/// change, windows around its hour, and instants beside it and beside runs. The same seed makes the same cases.
/// </summary>
public sealed class CaseGenerator(int seed)
{
    private const int InstantsPerSchedule = 10;
    private const int Hour = 3600, Day = 24 * Hour;

    private static readonly Instant Begin = Instant.FromUtc(1990, 1, 1, 0, 0);
    private static readonly Instant End = Instant.FromUtc(2038, 1, 1, 0, 0);
    private static readonly string[] Zones = [.. DateTimeZoneProviders.Tzdb.Ids.Order(StringComparer.Ordinal)];

    private readonly Random random = new(seed);
    private readonly Dictionary<string, Instant[]> changes = [];

    /// <summary>At least so many instants, in whole schedules; zone after zone, so that each gets its share.</summary>
    public IEnumerable<CalendarCase> Make(long instants)
    {
        var schedules = (instants + InstantsPerSchedule - 1) / InstantsPerSchedule;
        var first = random.Next(Zones.Length);
        for (var n = 0L; n < schedules; n++) yield return Make(Zones[(first + n) % Zones.Length]);
    }

    private CalendarCase Make(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var change = PickChange(zone);
        var focus = change ?? Begin + Duration.FromSeconds(random.NextInt64((long)(End - Begin).TotalSeconds));
        // The clock's reading at the change, before it or after it: with a gap of a whole day these are different days.
        var reading = (random.Next(2) == 0 ? focus - Duration.Epsilon : focus).InZone(zone).LocalDateTime;

        var recurrence = Chance(0.75) ? Choosing(reading.Date) : Choosing(reading.Date.PlusDays(random.Next(31)));
        var window = change is not null && Chance(0.6) ? Around(reading.TimeOfDay) : Chance(0.5) ? Window.Default : AnyWindow();
        var tenant = new TenantId("eu", $"t{random.Next(1_000_000)}");
        var savedAt = (focus + Duration.FromSeconds(Chance(0.2) ? Within(2 * Day) : -random.Next(70 * Day))).ToDateTimeOffset();
        var run = Beside(focus.ToDateTimeOffset(), recurrence, new RunCalendar(tenant, id, window), savedAt);
        return CalendarCase.Of(id, Rrule.Format(recurrence), tenant, window, savedAt, Instants(focus.ToDateTimeOffset(), run, savedAt));
    }

    private IEnumerable<DateTimeOffset> Instants(DateTimeOffset focus, DateTimeOffset run, DateTimeOffset savedAt)
    {
        IEnumerable<DateTimeOffset> instants =
        [
            focus, focus.AddSeconds(-1), focus.AddSeconds(Within(Hour)), focus.AddSeconds(Within(2 * Day)), focus.AddSeconds(Within(2 * Day)),
            run, run.AddSeconds(-1), run.AddSeconds(Within(Hour)), savedAt.AddSeconds(Within(30 * Day)), focus.AddSeconds(Within(40 * Day)),
        ];
        return instants.Take(InstantsPerSchedule);
    }

    private static DateTimeOffset Beside(DateTimeOffset focus, Recurrence recurrence, RunCalendar calendar, DateTimeOffset savedAt) =>
        calendar.Next(Schedule.Save(previous: null, recurrence, calendar, savedAt), focus.AddDays(-1))!.DueAt;

    private Recurrence Choosing(LocalDate day)
    {
        var weekday = day.DayOfWeek.ToDayOfWeek();
        var isLast = day.PlusWeeks(1).Month != day.Month;
        return random.Next(4) switch
        {
            0 => new Recurrence.TwiceAMonth(weekday),
            1 => new Recurrence.MonthlyByDate(day.PlusDays(1).Month != day.Month && Chance(0.5) ? random.Next(day.Day, 32) : day.Day),
            2 => new Recurrence.MonthlyByDay(isLast && (day.Day > 28 || Chance(0.5)) ? WeekOfMonth.Last : (WeekOfMonth)((day.Day + 6) / 7), weekday),
            _ => new Recurrence.Weekly(weekday),
        };
    }

    private Window Around(LocalTime time)
    {
        var start = Math.Clamp(time.Hour * 60 + time.Minute + random.Next(-75, 45), 0, 24 * 60 - 15);
        return new Window(TimeOnly.MinValue.AddMinutes(start), TimeSpan.FromMinutes(random.Next(15, Math.Min(120, 24 * 60 - start) + 1)));
    }

    private Window AnyWindow()
    {
        var start = random.Next(24 * 60 - 14);
        return new Window(TimeOnly.MinValue.AddMinutes(start), TimeSpan.FromMinutes(random.Next(15, 24 * 60 - start + 1)));
    }

    private Instant? PickChange(DateTimeZone zone)
    {
        if (!changes.TryGetValue(zone.Id, out var known))
            changes[zone.Id] = known = [.. zone.GetZoneIntervals(new Interval(Begin, End), ZoneEqualityComparer.Options.OnlyMatchWallOffset).Select(interval => interval.HasStart ? interval.Start : Begin).Where(start => start > Begin)];
        return known.Length > 0 && Chance(0.85) ? known[random.Next(known.Length)] : null;
    }

    private bool Chance(double share) => random.NextDouble() < share;

    private int Within(int seconds) => random.Next(-seconds, seconds + 1);
}
