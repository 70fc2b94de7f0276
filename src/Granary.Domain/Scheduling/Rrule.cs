using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Granary.Domain.Scheduling;

/// <summary>
/// Reads and writes recurrences as the subset of RFC 5545 that says them. One meaning differs from the RFC: a
/// BYMONTHDAY that a month does not have is its last day, where the RFC would skip the month.
/// </summary>
public static class Rrule
{
    private const string Prefix = "RRULE:";
    private const int LongestText = 200;

    private static readonly string[] Weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
    private static readonly string[] PartNames = ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY"];

    /// <summary>The rule without the <c>RRULE:</c> prefix, parts in the order FREQ, INTERVAL, then the day.</summary>
    public static string Format(Recurrence recurrence) => recurrence switch
    {
        Recurrence.TwiceAMonth { Weekday: var weekday } => $"FREQ=WEEKLY;INTERVAL=2;BYDAY={Weekdays[(int)weekday]}",
        Recurrence.MonthlyByDate { Date: var date } => string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY={date}"),
        Recurrence.MonthlyByDay { Week: var week, Weekday: var weekday } => string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;INTERVAL=1;BYDAY={(int)week}{Weekdays[(int)weekday]}"),
        Recurrence.Weekly { Weekday: var weekday } => $"FREQ=WEEKLY;INTERVAL=1;BYDAY={Weekdays[(int)weekday]}",
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads a rule with or without the prefix, its parts in any order and in upper or lower case. Never throws.</summary>
    public static RruleAnswer Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Refuse(RruleProblem.Missing, "There is no rule.");
        if (text.Length > LongestText) return Refuse(RruleProblem.Malformed, $"A rule has at most {LongestText} characters.");
        // Letters beyond ASCII can turn into ASCII ones when their case is changed.
        if (!Ascii.IsValid(text)) return Refuse(RruleProblem.Malformed, "A rule is written in ASCII.");

        var parts = new Dictionary<string, string>();
        foreach (var part in (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text).ToUpperInvariant().Split(';'))
        {
            if (part.Split('=') is not [{ Length: > 0 } name, { Length: > 0 } value])
                return Refuse(RruleProblem.Malformed, $"'{part}' is not NAME=VALUE.");
            if (!PartNames.Contains(name))
                return Refuse(RruleProblem.PartUnsupported, $"'{part}': a schedule has no {name}; it has {string.Join(", ", PartNames)}.");
            if (!parts.TryAdd(name, value))
                return Refuse(RruleProblem.PartRepeated, $"'{part}': {name} is there twice.");
        }

        return parts.GetValueOrDefault("FREQ") switch
        {
            "WEEKLY" => ParseWeekly(parts),
            "MONTHLY" => ParseMonthly(parts),
            null => Refuse(RruleProblem.FrequencyMissing, "There is no FREQ: write FREQ=WEEKLY or FREQ=MONTHLY."),
            var other => Refuse(RruleProblem.FrequencyUnsupported, $"'FREQ={other}': a schedule is WEEKLY or MONTHLY."),
        };
    }

    private static RruleAnswer ParseWeekly(Dictionary<string, string> parts)
    {
        var interval = parts.GetValueOrDefault("INTERVAL", "1");
        if (!IsNumber(interval, out var weeks) || weeks is not (1 or 2))
            return Refuse(RruleProblem.IntervalUnsupported, $"'INTERVAL={interval}': a weekly schedule runs every week (1) or every second week (2).");
        if (parts.TryGetValue("BYMONTHDAY", out var date))
            return Refuse(RruleProblem.DateUnsupported, $"'BYMONTHDAY={date}': a weekly schedule has a weekday, not a date.");
        if (!parts.TryGetValue("BYDAY", out var day))
            return Refuse(RruleProblem.DayMissing, "There is no BYDAY: write the weekday, such as BYDAY=MO.");
        if (!IsWeekday(day, out var weekday))
            return Refuse(RruleProblem.DayUnsupported, $"'BYDAY={day}': a weekly schedule has one weekday, {Weekdays[0]} to {Weekdays[^1]}.");

        return new RruleAnswer.Accepted(weeks == 1 ? new Recurrence.Weekly(weekday) : new Recurrence.TwiceAMonth(weekday));
    }

    private static RruleAnswer ParseMonthly(Dictionary<string, string> parts)
    {
        var interval = parts.GetValueOrDefault("INTERVAL", "1");
        if (!IsNumber(interval, out var months) || months != 1)
            return Refuse(RruleProblem.IntervalUnsupported, $"'INTERVAL={interval}': a monthly schedule runs every month (1).");

        return (parts.GetValueOrDefault("BYDAY"), parts.GetValueOrDefault("BYMONTHDAY")) switch
        {
            (null, null) => Refuse(RruleProblem.DayMissing, "There is no BYDAY nor BYMONTHDAY: write the day, such as BYDAY=1MO, or the date, such as BYMONTHDAY=15."),
            (not null, not null) => Refuse(RruleProblem.DayAndDate, "A monthly schedule has BYDAY or BYMONTHDAY, not both."),
            (null, var text) => IsNumber(text, out var date) && date is >= 1 and <= 31
                ? new RruleAnswer.Accepted(new Recurrence.MonthlyByDate(date))
                : Refuse(RruleProblem.DateUnsupported, $"'BYMONTHDAY={text}': a monthly schedule has one date, 1 to 31."),
            (var text, null) => text.Length > 2 && IsWeekOfMonth(text[..^2], out var week) && IsWeekday(text[^2..], out var weekday)
                ? new RruleAnswer.Accepted(new Recurrence.MonthlyByDay(week, weekday))
                : Refuse(RruleProblem.DayUnsupported, $"'BYDAY={text}': a monthly schedule has one weekday with 1, 2, 3, 4 or -1 before it, such as 1MO."),
        };
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsWeekday(string text, out DayOfWeek weekday)
    {
        weekday = (DayOfWeek)Array.IndexOf(Weekdays, text);
        return Enum.IsDefined(weekday);
    }

    private static bool IsWeekOfMonth(string text, out WeekOfMonth week)
    {
        var parsed = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ordinal);
        week = (WeekOfMonth)ordinal;
        return parsed && Enum.IsDefined(week);
    }

    private static RruleAnswer.Refused Refuse(RruleProblem problem, string detail) => new(problem, detail);
}
