namespace Granary.Domain.Quotas;

/// <summary>The runs still due in one month and what they take: "March: 3 runs, 2 free, 1 covered".</summary>
/// <param name="Runs">All of them, those that will be skipped included.</param>
/// <param name="Free">Of these, how many take a free backup, an extra one included.</param>
/// <param name="FreeForOnDemand">Free backups that the month has beyond that.</param>
[GenerateSerializer, Immutable, Alias("granary.ForecastMonth")]
public sealed record ForecastMonth(
    [property: Id(0)] Month Month,
    [property: Id(1)] int Runs,
    [property: Id(2)] int Free,
    [property: Id(3)] int Covered,
    [property: Id(4)] int Units,
    [property: Id(5)] int Subscription,
    [property: Id(6)] int Skipped,
    [property: Id(7)] int FreeForOnDemand)
{
    internal static ForecastMonth Of(Month month, IReadOnlyList<ForecastRun> runs, int freeForOnDemand) => new(
        month,
        runs.Count,
        runs.Count(run => run.Take?.Kind is TakeKind.Free or TakeKind.ExtraFree),
        runs.Count(run => run.Take?.Kind is TakeKind.Covered),
        runs.Count(run => run.Take?.Kind is TakeKind.Unit),
        runs.Count(run => run.Take?.Kind is TakeKind.Subscription),
        runs.Count(run => run.Take is null),
        freeForOnDemand);
}
