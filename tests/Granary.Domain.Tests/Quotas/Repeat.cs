using System.Globalization;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

/// <summary>
/// When a schedule runs, in the words of the tests: <c>weekly Monday</c>, <c>two-weekly Monday</c>, <c>monthly 15</c>,
/// <c>monthly first Monday</c>, <c>monthly last Friday</c>. It walks day by day, so that it needs no rules of its own.
/// </summary>
internal sealed record Repeat(Rhythm Rhythm, Func<DateOnly, bool> Chosen)
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "last"];

    public static Repeat Parse(string text) => text.Split(' ') switch
    {
        ["weekly", var weekday] => new(Rhythm.Weekly, On(weekday)),
        ["two-weekly", var weekday] => new(Rhythm.TwoWeekly, On(weekday)),
        ["monthly", var date] => new(Rhythm.Monthly, OnDate(int.Parse(date, CultureInfo.InvariantCulture))),
        ["monthly", var ordinal, var weekday] => new(Rhythm.Monthly, OnOrdinal(Array.IndexOf(Ordinals, ordinal), On(weekday))),
        _ => throw new FormatException($"'{text}' is no schedule."),
    };

    /// <summary>Every run from the first chosen day on.</summary>
    public IEnumerable<DateOnly> RunsFrom(DateOnly start, DateOnly through)
    {
        DateOnly? last = null;
        for (var day = start; day <= through; day = day.AddDays(1))
        {
            if (!Chosen(day) || (Rhythm is Rhythm.TwoWeekly && last is { } before && day < before.AddDays(14))) continue;
            yield return day;
            last = day;
        }
    }

    private static Func<DateOnly, bool> On(string weekday) => day => day.DayOfWeek == Enum.Parse<DayOfWeek>(weekday);

    private static Func<DateOnly, bool> OnDate(int date) => day => day.Day == Math.Min(date, DateTime.DaysInMonth(day.Year, day.Month));

    private static Func<DateOnly, bool> OnOrdinal(int ordinal, Func<DateOnly, bool> weekday) => day =>
        weekday(day) && (ordinal == 4 ? day.AddDays(7).Month != day.Month : (day.Day - 1) / 7 == ordinal);
}
