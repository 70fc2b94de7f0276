using System.Globalization;

namespace Granary.Domain.Quotas;

/// <summary>A calendar month, in the zone of the tenant: what free backups are counted by. Written <c>2027-03</c>.</summary>
[GenerateSerializer, Immutable, Alias("granary.Month")]
public readonly record struct Month([property: Id(0)] int Year, [property: Id(1)] int Number) : IComparable<Month>
{
    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public static Month Later(Month one, Month other) => one > other ? one : other;

    public DateOnly FirstDay() => new(Year, Number, 1);

    public DateOnly LastDay() => FirstDay().AddMonths(1).AddDays(-1);

    public Month Plus(int months) => Of(FirstDay().AddMonths(months));

    public int CompareTo(Month other) => (Year, Number).CompareTo((other.Year, other.Number));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");

    public static bool operator <(Month left, Month right) => left.CompareTo(right) < 0;

    public static bool operator >(Month left, Month right) => left.CompareTo(right) > 0;

    public static bool operator <=(Month left, Month right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Month left, Month right) => left.CompareTo(right) >= 0;
}
