namespace Granary.Domain.Quotas;

/// <summary>An instant, and the day that it falls on in the zone of the tenant. Quota counts by the day, a subscription is paid by the instant.</summary>
[GenerateSerializer, Immutable, Alias("granary.Moment")]
public readonly record struct Moment([property: Id(0)] DateOnly Day, [property: Id(1)] DateTimeOffset At)
{
    public Month Month() => Quotas.Month.Of(Day);

    /// <summary>The Monday of its calendar week.</summary>
    public DateOnly Week() => Day.AddDays(-(((int)Day.DayOfWeek + 6) % 7));
}
