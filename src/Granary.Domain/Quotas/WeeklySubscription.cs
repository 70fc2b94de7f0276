namespace Granary.Domain.Quotas;

/// <summary>
/// The weekly subscription as it was paid. It covers one run of the weekly schedule per calendar week whose due instant
/// lies in a paid period. A value: each step gives the next one.
/// </summary>
[GenerateSerializer, Immutable, Alias("granary.WeeklySubscription")]
public sealed record WeeklySubscription
{
    /// <summary>So many periods with a gap between them are remembered.</summary>
    public const int KeptPeriods = 12;

    public static WeeklySubscription None { get; } = new();

    /// <summary>In order, apart from each other: a renewal makes the period longer.</summary>
    [Id(0)] public IReadOnlyList<PaidPeriod> Periods { get; init; } = [];

    /// <summary>True while another period follows the last one unless its payment fails. Forecasts count on it; charging does not.</summary>
    [Id(1)] public bool Renews { get; init; }

    public bool Covers(DateTimeOffset at) => PaidUntil(at) is not null;

    /// <summary>The end of the paid period in which that instant lies; null when it lies in none.</summary>
    public DateTimeOffset? PaidUntil(DateTimeOffset at) => Periods.FirstOrDefault(period => period.Start <= at && at < period.End)?.End;

    /// <summary>One more period was captured. The same one again changes nothing.</summary>
    public WeeklySubscription Paid(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start) throw new ArgumentException($"A paid period ends after it starts, not from {start:O} to {end:O}.", nameof(end));

        var touching = Periods.Where(period => period.Start <= end && start <= period.End).ToList();
        var paid = new PaidPeriod(
            touching.Select(period => period.Start).Append(start).Min(),
            touching.Select(period => period.End).Append(end).Max());
        return this with { Periods = Periods.Except(touching).Append(paid).OrderBy(period => period.Start).TakeLast(KeptPeriods).ToList() };
    }

    /// <summary>Ended, or its renewal failed: it covers what is paid, and no more.</summary>
    public WeeklySubscription Ending() => this with { Renews = false };

    public WeeklySubscription Renewing() => this with { Renews = true };

    /// <summary>What is paid by either of the two.</summary>
    public WeeklySubscription With(WeeklySubscription other) => other.Periods.Aggregate(
        this with { Renews = Renews || other.Renews }, (both, period) => both.Paid(period.Start, period.End));

    /// <summary>As it is when every renewal to come is paid.</summary>
    internal WeeklySubscription AsRenewed() => Renews && Periods is [.., var last]
        ? this with { Periods = Periods.SkipLast(1).Append(last with { End = DateTimeOffset.MaxValue }).ToList() }
        : this;
}
