using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Extensions;

namespace Granary.Domain.Scheduling;

/// <summary>
/// How often a tenant is backed up: the four choices of the page that recur. Always valid; what comes from outside as
/// text enters through <see cref="Rrule.Parse"/>. Two are equal when they choose the same days.
/// </summary>
[GenerateSerializer, Immutable, Alias("granary.Recurrence")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TwiceAMonth), "twiceAMonth")]
[JsonDerivedType(typeof(MonthlyByDate), "monthlyByDate")]
[JsonDerivedType(typeof(MonthlyByDay), "monthlyByDay")]
[JsonDerivedType(typeof(Weekly), "weekly")]
public abstract record Recurrence
{
    private Recurrence() { }

    /// <summary>The chosen days from <paramref name="from"/> on, while no first run has fixed which weeks count.</summary>
    internal abstract IEnumerable<LocalDate> DaysFrom(LocalDate from);

    /// <summary>The chosen days from <paramref name="from"/> on, of a schedule whose first one is <paramref name="anchor"/>.</summary>
    internal virtual IEnumerable<LocalDate> DaysFrom(LocalDate from, LocalDate anchor) => DaysFrom(LocalDate.Max(from, anchor));

    private static DayOfWeek Checked(DayOfWeek weekday) => Enum.IsDefined(weekday)
        ? weekday
        : throw new ArgumentOutOfRangeException(nameof(weekday), weekday, "A weekday is one of Sunday to Saturday.");

    private static LocalDate OnOrAfter(LocalDate day, DayOfWeek weekday) =>
        day.PlusDays(((int)weekday.ToIsoDayOfWeek() - (int)day.DayOfWeek + 7) % 7);

    private static IEnumerable<LocalDate> Every(int days, LocalDate first)
    {
        for (var day = first; day <= RunCalendar.LastDay; day = day.PlusDays(days)) yield return day;
    }

    private static IEnumerable<LocalDate> EveryMonth(LocalDate from, Func<YearMonth, LocalDate> dayIn)
    {
        for (var month = from.ToYearMonth(); month <= RunCalendar.LastDay.ToYearMonth(); month = month.PlusMonths(1))
        {
            var day = dayIn(month);
            if (day >= from) yield return day;
        }
    }

    /// <summary>Every second week on a weekday, counted from the first run ("twice a month").</summary>
    [GenerateSerializer, Immutable, Alias("granary.Recurrence.TwiceAMonth")]
    public sealed record TwiceAMonth : Recurrence
    {
        private const int Fortnight = 14;

        public TwiceAMonth(DayOfWeek weekday) => Weekday = Checked(weekday);

        [Id(0), JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] public DayOfWeek Weekday { get; private init; }

        internal override IEnumerable<LocalDate> DaysFrom(LocalDate from) => Every(7, OnOrAfter(from, Weekday));

        internal override IEnumerable<LocalDate> DaysFrom(LocalDate from, LocalDate anchor)
        {
            var fortnights = Math.Max(0, (Period.DaysBetween(anchor, from) + Fortnight - 1) / Fortnight);
            return Every(Fortnight, anchor.PlusDays(fortnights * Fortnight));
        }
    }

    /// <summary>Once a month on a date; in a month that is shorter, on its last day.</summary>
    [GenerateSerializer, Immutable, Alias("granary.Recurrence.MonthlyByDate")]
    public sealed record MonthlyByDate : Recurrence
    {
        public MonthlyByDate(int date) => Date = date is >= 1 and <= 31
            ? date
            : throw new ArgumentOutOfRangeException(nameof(date), date, "A date of the month is 1 to 31.");

        [Id(0)] public int Date { get; private init; }

        internal override IEnumerable<LocalDate> DaysFrom(LocalDate from) =>
            EveryMonth(from, month => month.OnDayOfMonth(Math.Min(Date, month.Calendar.GetDaysInMonth(month.Year, month.Month))));
    }

    /// <summary>Once a month on the first to fourth, or on the last, of a weekday.</summary>
    [GenerateSerializer, Immutable, Alias("granary.Recurrence.MonthlyByDay")]
    public sealed record MonthlyByDay : Recurrence
    {
        public MonthlyByDay(WeekOfMonth week, DayOfWeek weekday)
        {
            Week = Enum.IsDefined(week)
                ? week
                : throw new ArgumentOutOfRangeException(nameof(week), week, "A weekday of the month is the first to fourth, or the last.");
            Weekday = Checked(weekday);
        }

        [Id(0)] public WeekOfMonth Week { get; private init; }

        [Id(1), JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] public DayOfWeek Weekday { get; private init; }

        internal override IEnumerable<LocalDate> DaysFrom(LocalDate from) => EveryMonth(from, month => Week is WeekOfMonth.Last
            ? OnOrAfter(month.PlusMonths(1).OnDayOfMonth(1), Weekday).PlusWeeks(-1)
            : OnOrAfter(month.OnDayOfMonth(1), Weekday).PlusWeeks((int)Week - 1));
    }

    /// <summary>Every week on a weekday.</summary>
    [GenerateSerializer, Immutable, Alias("granary.Recurrence.Weekly")]
    public sealed record Weekly : Recurrence
    {
        public Weekly(DayOfWeek weekday) => Weekday = Checked(weekday);

        [Id(0), JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] public DayOfWeek Weekday { get; private init; }

        internal override IEnumerable<LocalDate> DaysFrom(LocalDate from) => Every(7, OnOrAfter(from, Weekday));
    }
}
