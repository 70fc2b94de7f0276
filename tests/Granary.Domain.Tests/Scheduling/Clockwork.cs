using System.Globalization;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Scheduling;

/// <summary>Calendars whose tenant runs at a chosen second, and schedules and instants written as text.</summary>
internal static class Clockwork
{
    /// <summary>A tenant whose runs are at <paramref name="time"/>, local, in <paramref name="zone"/>.</summary>
    public static RunCalendar CalendarAt(string zone, string time)
    {
        var second = TimeSpan.Parse(time, CultureInfo.InvariantCulture);
        var start = Math.Min((int)second.TotalMinutes, 24 * 60 - 15);
        var window = new Window(TimeOnly.MinValue.AddMinutes(start), Window.ShortestLength);
        var tenant = Enumerable.Range(0, 100_000).Select(n => new TenantId("eu", $"t{n}"))
            .First(tenant => window.Start.ToTimeSpan() + Spread.Of(tenant, window) == second);
        return new RunCalendar(tenant, zone, window);
    }

    public static Recurrence Recurring(string rrule) => Assert.IsType<RruleAnswer.Accepted>(Rrule.Parse(rrule)).Recurrence;

    public static Schedule Anchored(string rrule, string anchor, int version = 1) => new()
    {
        Version = version,
        Recurrence = Recurring(rrule),
        Anchor = DateOnly.Parse(anchor, CultureInfo.InvariantCulture),
        SavedAt = DateTimeOffset.UnixEpoch,
    };

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    /// <summary>The local dates of the first runs.</summary>
    public static string Days(this IEnumerable<Occurrence> occurrences, int count) =>
        string.Join(' ', occurrences.Take(count).Select(occurrence => occurrence.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>When the first runs start, as the tenant's clocks show it.</summary>
    public static string Starts(this IEnumerable<Occurrence> occurrences, int count) =>
        string.Join(' ', occurrences.Take(count).Select(occurrence => occurrence.Start()));

    public static string Start(this Occurrence? occurrence) =>
        occurrence?.DueAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) ?? "never";
}
