using Granary.Domain.Quotas;

namespace Granary.Domain.Scheduling;

/// <summary>What a schedule would do: shown before it is saved, and for the one in force.</summary>
/// <param name="Runs">The next ones.</param>
/// <param name="Forecast">What they will take.</param>
/// <param name="Refusal">Why its first run is not paid for, and what would help; null when it is.</param>
[GenerateSerializer, Immutable, Alias("granary.SchedulePreview")]
public sealed record SchedulePreview(
    [property: Id(0)] IReadOnlyList<Occurrence> Runs,
    [property: Id(1)] QuotaForecast Forecast,
    [property: Id(2)] QuotaRefusal? Refusal);
