using Granary.Domain.Tenants;
using NodaTime;
using NodaTime.TimeZones;

namespace Granary.Domain.Scheduling;

/// <summary>
/// Works out when a tenant's schedules run: in its zone, in its window, at its own second of the window.
/// <para>Clock changes: a local time that is skipped is the first valid instant after it, even where a whole day is
/// skipped (Apia had no 30 December 2011: that day's run is at the first instant of the 31st); a local time that comes
/// twice is the first one. As chosen days are seven days apart or more and no zone skips more than one, runs never
/// meet.</para>
/// <para>What has run is remembered by its chosen day (<see cref="After(Schedule, Occurrence?)"/>). So a change of
/// zone, window or time-zone data moves every run that is still to come and can neither repeat nor drop one: a run that
/// the change puts into the past is due at once.</para>
/// </summary>
public sealed class RunCalendar
{
    // NodaTime's calendar ends a year later; that year is room to look for the end of a gap.
    internal static readonly LocalDate LastDay = new(9998, 12, 31);

    private static readonly TzdbDateTimeZoneSource Source = TzdbDateTimeZoneSource.Default;

    private readonly TenantId tenant;
    private readonly DateTimeZone zone;
    private readonly LocalTime time;

    /// <param name="timeZone">IANA name, such as <c>Europe/Paris</c>.</param>
    /// <exception cref="ArgumentException">There is no such zone: <see cref="Knows"/> would have told.</exception>
    public RunCalendar(TenantId tenant, string timeZone, Window window)
    {
        if (!Knows(timeZone)) throw new ArgumentException($"'{timeZone}' is no IANA time zone of TZDB {Tzdb}.", nameof(timeZone));
        this.tenant = tenant;
        zone = DateTimeZoneProviders.Tzdb[timeZone];
        time = LocalTime.FromTicksSinceMidnight((window.Start.ToTimeSpan() + Spread.Of(tenant, window)).Ticks);
    }

    /// <summary>The version of the time-zone data that is compiled in, such as <c>2026f</c>.</summary>
    public static string Tzdb => Source.TzdbVersion;

    /// <summary>Whether there is a zone of this name, in exactly this writing.</summary>
    public static bool Knows(string? timeZone) => timeZone is not null && Source.CanonicalIdMap.ContainsKey(timeZone);

    /// <summary>Every occurrence, from the first run on: for showing the next six. Endless; none once stopped.</summary>
    public IEnumerable<Occurrence> Of(Schedule schedule) => From(schedule, LocalDate.MinIsoValue);

    /// <summary>Those with an instant later than <paramref name="instant"/>.</summary>
    public IEnumerable<Occurrence> After(Schedule schedule, DateTimeOffset instant)
    {
        // No run of an earlier day is still to come: it is at the first instant at which the clock shows its time or a later one.
        var from = Instant.FromDateTimeOffset(instant).InZone(zone).Date;
        return From(schedule, from).SkipWhile(occurrence => occurrence.DueAt <= instant);
    }

    /// <summary>Those on a chosen day later than that of <paramref name="handled"/>, which may be in the past.</summary>
    /// <param name="handled">The newest one that has run or was skipped; from null or from another version, all.</param>
    public IEnumerable<Occurrence> After(Schedule schedule, Occurrence? handled) => handled?.Id.Version == schedule.Version
        ? From(schedule, LocalDate.FromDateOnly(handled.Day).PlusDays(1))
        : Of(schedule);

    /// <summary>The first of <see cref="After(Schedule, DateTimeOffset)"/>; null once stopped.</summary>
    public Occurrence? Next(Schedule schedule, DateTimeOffset instant) => After(schedule, instant).FirstOrDefault();

    /// <summary>The first of <see cref="After(Schedule, Occurrence?)"/>; null once stopped.</summary>
    public Occurrence? Next(Schedule schedule, Occurrence? handled) => After(schedule, handled).FirstOrDefault();

    /// <summary>The first chosen day whose instant is later than <paramref name="now"/>.</summary>
    internal DateOnly FirstDay(Recurrence recurrence, DateTimeOffset now)
    {
        var instant = Instant.FromDateTimeOffset(now);
        return recurrence.DaysFrom(instant.InZone(zone).Date).First(day => InstantOf(day + time) > instant).ToDateOnly();
    }

    private IEnumerable<Occurrence> From(Schedule schedule, LocalDate from) => schedule.IsActive
        ? schedule.Recurrence.DaysFrom(from, LocalDate.FromDateOnly(schedule.Anchor)).Select(day => On(schedule, day))
        : [];

    private Occurrence On(Schedule schedule, LocalDate day) => new(
        new OccurrenceId(tenant, schedule.Version, (day + time).ToDateTimeUnspecified()),
        InstantOf(day + time).InZone(zone).ToDateTimeOffset(),
        zone.Id,
        Tzdb);

    private Instant InstantOf(LocalDateTime local)
    {
        var mapping = zone.MapLocal(local);
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }
}
