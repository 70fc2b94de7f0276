using System.Diagnostics;
using Granary.Domain.Scheduling;

namespace Granary.Adapters.Mail;

/// <summary>Says a recurrence so that it completes "scheduled a backup ...".</summary>
internal static class RecurrencePhrase
{
    public static string Of(Recurrence recurrence, Texts texts) => recurrence switch
    {
        Recurrence.Weekly { Weekday: var weekday } => texts.Get("Recurrence.Weekly", Day(weekday, texts)),
        Recurrence.TwiceAMonth { Weekday: var weekday } => texts.Get("Recurrence.TwiceAMonth", Day(weekday, texts)),
        Recurrence.MonthlyByDay { Week: var week, Weekday: var weekday } => texts.Get($"Recurrence.MonthlyByDay.{week}", Day(weekday, texts)),
        Recurrence.MonthlyByDate { Date: 1 } => texts.Get("Recurrence.MonthlyByDate.First"),
        Recurrence.MonthlyByDate { Date: 31 } => texts.Get("Recurrence.MonthlyByDate.Last"),
        Recurrence.MonthlyByDate { Date: > 28 and var date } => texts.Get("Recurrence.MonthlyByDate.Late", date),
        Recurrence.MonthlyByDate { Date: var date } => texts.Get("Recurrence.MonthlyByDate", date),
        _ => throw new UnreachableException(),
    };

    private static string Day(DayOfWeek weekday, Texts texts) => texts.Culture.DateTimeFormat.GetDayName(weekday);
}
