namespace Granary.Domain.Scheduling;

/// <summary>Why a recurrence rule is not one that a schedule can follow.</summary>
public enum RruleProblem
{
    /// <summary>There is no text.</summary>
    Missing,

    /// <summary>It is not <c>NAME=VALUE</c> parts with semicolons between them.</summary>
    Malformed,

    /// <summary>A part that schedules do not have, such as COUNT, UNTIL or BYHOUR.</summary>
    PartUnsupported,

    /// <summary>A part is there twice.</summary>
    PartRepeated,

    /// <summary>There is no FREQ.</summary>
    FrequencyMissing,

    /// <summary>FREQ is neither WEEKLY nor MONTHLY.</summary>
    FrequencyUnsupported,

    /// <summary>INTERVAL is not 1 (monthly), or not 1 or 2 (weekly).</summary>
    IntervalUnsupported,

    /// <summary>Nothing says on which day.</summary>
    DayMissing,

    /// <summary>BYDAY is not one weekday; or has an ordinal though weekly, none though monthly, or one other than 1 to 4 and -1.</summary>
    DayUnsupported,

    /// <summary>BYMONTHDAY is not one date from 1 to 31, or stands in a weekly rule.</summary>
    DateUnsupported,

    /// <summary>Both BYDAY and BYMONTHDAY.</summary>
    DayAndDate,
}
