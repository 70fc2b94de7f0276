using System.Globalization;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.CalendarOracle;

/// <summary>
/// A schedule as it is saved in one zone, and the next run after each of some instants. As a line, fields divided by
/// tabs: zone, rule, tenant, window as start+length in minutes, instant of the save, anchor; then
/// <c>instant/chosen day/due</c> for each instant. Instants are Unix seconds.
/// </summary>
public sealed record CalendarCase(string Zone, string Rule, TenantId Tenant, Window Window, DateTimeOffset SavedAt, DateOnly Anchor, IReadOnlyList<CalendarCase.Answer> Answers)
{
    /// <summary>Our answers.</summary>
    public static CalendarCase Of(string zone, string rule, TenantId tenant, Window window, DateTimeOffset savedAt, IEnumerable<DateTimeOffset> instants)
    {
        if (Rrule.Parse(rule) is not RruleAnswer.Accepted { Recurrence: var recurrence }) throw new FormatException($"'{rule}' is no rule.");
        var calendar = new RunCalendar(tenant, zone, window);
        var schedule = Schedule.Save(previous: null, recurrence, calendar, savedAt);
        return new CalendarCase(zone, rule, tenant, window, savedAt, schedule.Anchor, [.. instants.Select(instant =>
        {
            var next = calendar.Next(schedule, instant)!;
            return new Answer(instant, next.Day, next.DueAt);
        })]);
    }

    public static CalendarCase Parse(string line)
    {
        if (line.Split('\t') is not [var zone, var rule, var tenant, var window, var savedAt, var anchor, .. var answers])
            throw new FormatException($"'{line}' is no case.");

        return new CalendarCase(zone, rule, TenantId.Parse(tenant), ParseWindow(window), ParseInstant(savedAt), ParseDay(anchor), [.. answers.Select(ParseAnswer)]);
    }

    /// <summary>The same question with our answers of today.</summary>
    public CalendarCase AnsweredAgain() => Of(Zone, Rule, Tenant, Window, SavedAt, Answers.Select(answer => answer.Instant));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Zone}\t{Rule}\t{Tenant}\t{Window.Start.ToTimeSpan().TotalMinutes:0}+{Window.Length.TotalMinutes:0}\t{SavedAt.ToUnixTimeSeconds()}\t{Anchor:yyyy-MM-dd}\t{string.Join('\t', Answers)}");

    private static Window ParseWindow(string text)
    {
        var minutes = Array.ConvertAll(text.Split('+'), part => int.Parse(part, CultureInfo.InvariantCulture));
        return new Window(TimeOnly.MinValue.AddMinutes(minutes[0]), TimeSpan.FromMinutes(minutes[1]));
    }

    private static Answer ParseAnswer(string text) =>
        text.Split('/') is [var instant, var day, var due] ? new Answer(ParseInstant(instant), ParseDay(day), ParseInstant(due)) : throw new FormatException($"'{text}' is no answer.");

    private static DateTimeOffset ParseInstant(string text) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture));

    private static DateOnly ParseDay(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The first run after an instant.</summary>
    public readonly record struct Answer(DateTimeOffset Instant, DateOnly Day, DateTimeOffset DueAt)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Instant.ToUnixTimeSeconds()}/{Day:yyyy-MM-dd}/{DueAt.ToUnixTimeSeconds()}");
    }
}
