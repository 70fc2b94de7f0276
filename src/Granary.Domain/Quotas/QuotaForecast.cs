namespace Granary.Domain.Quotas;

/// <summary>What the runs to come will take if nothing else happens: shown before a schedule is saved.</summary>
/// <param name="Runs">The next runs, in order.</param>
/// <param name="Months">The present month and every one to that of the last of these runs, each whole: also with runs that <paramref name="Runs"/> does not reach.</param>
[GenerateSerializer, Immutable, Alias("granary.QuotaForecast")]
public sealed record QuotaForecast(
    [property: Id(0)] IReadOnlyList<ForecastRun> Runs,
    [property: Id(1)] IReadOnlyList<ForecastMonth> Months);
