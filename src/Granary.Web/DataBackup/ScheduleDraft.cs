using System.Diagnostics;
using System.Globalization;
using Granary.Domain.Scheduling;

namespace Granary.Web.DataBackup;

/// <summary>The choice "when to back up" while it is being made: what is filled in, also under the choices that are not taken.</summary>
internal sealed class ScheduleDraft
{
    public Frequency Frequency { get; set; }

    /// <summary>Of "once a month": on a date, else on a day.</summary>
    public bool OnDate { get; set; } = true;

    public DayOfWeek Weekday { get; set; } = DayOfWeek.Monday;

    public int Date { get; set; } = 1;

    public WeekOfMonth Week { get; set; } = WeekOfMonth.First;

    /// <summary>In the order in which the reader's weeks run.</summary>
    public static IEnumerable<DayOfWeek> Weekdays =>
        Enumerable.Range((int)CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek, 7).Select(day => (DayOfWeek)(day % 7));

    public static IReadOnlyList<WeekOfMonth> Weeks { get; } = [WeekOfMonth.First, WeekOfMonth.Second, WeekOfMonth.Third, WeekOfMonth.Fourth, WeekOfMonth.Last];

    /// <summary>Null while nothing is chosen.</summary>
    public Recurrence? Recurrence => Frequency switch
    {
        Frequency.None => null,
        Frequency.TwiceAMonth => new Recurrence.TwiceAMonth(Weekday),
        Frequency.OnceAMonth when OnDate => new Recurrence.MonthlyByDate(Date),
        Frequency.OnceAMonth => new Recurrence.MonthlyByDay(Week, Weekday),
        Frequency.Weekly => new Recurrence.Weekly(Weekday),
        _ => throw new UnreachableException(),
    };

    /// <summary>With a schedule's values filled in; with none chosen where there is none.</summary>
    public static ScheduleDraft Of(Recurrence? recurrence) => recurrence switch
    {
        Recurrence.TwiceAMonth { Weekday: var weekday } => new() { Frequency = Frequency.TwiceAMonth, Weekday = weekday },
        Recurrence.MonthlyByDate { Date: var date } => new() { Frequency = Frequency.OnceAMonth, Date = date },
        Recurrence.MonthlyByDay { Week: var week, Weekday: var weekday } => new() { Frequency = Frequency.OnceAMonth, OnDate = false, Week = week, Weekday = weekday },
        Recurrence.Weekly { Weekday: var weekday } => new() { Frequency = Frequency.Weekly, Weekday = weekday },
        _ => new(),
    };
}
