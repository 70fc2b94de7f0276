namespace Granary.Domain.Quotas;

/// <summary>What a tenant has at one moment: the quota line of its page.</summary>
/// <param name="Allowance">Free backups of the month: those of the edition and the extra ones that came back in it.</param>
/// <param name="FreeLeft">Those that nothing has taken, set aside ones included.</param>
/// <param name="FreeInUse">Those that an open backup has reserved.</param>
/// <param name="SetAsideFor">The days of the runs that free backups are set aside for, one for each.</param>
/// <param name="UnitsLeft">Units that nothing has taken, the one set aside included.</param>
/// <param name="UnitsInUse">Units that an open backup has reserved.</param>
/// <param name="UnitSetAsideFor">The day of the next run, when nothing but a unit covers it; null otherwise. A unit is set aside for it as soon as there is one.</param>
/// <param name="PaidUntil">The end of the present paid period of the weekly subscription; null outside of one.</param>
/// <param name="Renews">True when the subscription goes on after that.</param>
[GenerateSerializer, Immutable, Alias("granary.QuotaLine")]
public sealed record QuotaLine(
    [property: Id(0)] Month Month,
    [property: Id(1)] int Allowance,
    [property: Id(2)] int FreeLeft,
    [property: Id(3)] int FreeInUse,
    [property: Id(4)] IReadOnlyList<DateOnly> SetAsideFor,
    [property: Id(5)] long UnitsLeft,
    [property: Id(6)] int UnitsInUse,
    [property: Id(7)] DateOnly? UnitSetAsideFor,
    [property: Id(8)] DateTimeOffset? PaidUntil,
    [property: Id(9)] bool Renews)
{
    public int FreeSetAside() => SetAsideFor.Count;

    public int UnitsSetAside() => UnitSetAsideFor is not null && UnitsLeft > 0 ? 1 : 0;

    /// <summary>Free backups that "Download now" may take.</summary>
    public int FreeForOnDemand() => FreeLeft - FreeSetAside();

    /// <summary>Units that "Download now" may take.</summary>
    public long UnitsForOnDemand() => UnitsLeft - UnitsSetAside();
}
