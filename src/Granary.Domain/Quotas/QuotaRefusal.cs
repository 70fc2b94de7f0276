namespace Granary.Domain.Quotas;

/// <summary>Why nothing pays for a backup, and what would help: all that the page has to say and to offer.</summary>
/// <param name="SetAsideFor">The days of the runs that free backups are set aside for.</param>
/// <param name="UnitSetAsideFor">The day of the run that a unit is set aside for, or would be: nothing else covers it. Null when there is no such run.</param>
/// <param name="UnitsNeeded">How many one-time units more would pay for it; 0 when units do not help.</param>
/// <param name="SubscriptionHelps">True when the weekly subscription would pay for it, or leave it what is set aside now.</param>
/// <param name="CoveredFrom">The first later day that is paid for as things are: for a backup now, the first of next month if a free one is
/// left over then; for a schedule or its run, the first run. Null when there is none as far as the runs are known.</param>
[GenerateSerializer, Immutable, Alias("granary.QuotaRefusal")]
public sealed record QuotaRefusal(
    [property: Id(0)] RefusalReason Reason,
    [property: Id(1)] IReadOnlyList<DateOnly> SetAsideFor,
    [property: Id(2)] DateOnly? UnitSetAsideFor,
    [property: Id(3)] long UnitsNeeded,
    [property: Id(4)] bool SubscriptionHelps,
    [property: Id(5)] DateOnly? CoveredFrom);
