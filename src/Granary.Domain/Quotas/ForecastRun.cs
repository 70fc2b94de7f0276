namespace Granary.Domain.Quotas;

/// <summary>One run to come.</summary>
/// <param name="Take">What it will take; null when it will be skipped.</param>
/// <param name="Skipped">Why it will be skipped; null when it will run.</param>
/// <param name="AfterRenewal">True when the subscription covers it in a period that is still to be renewed.</param>
[GenerateSerializer, Immutable, Alias("granary.ForecastRun")]
public sealed record ForecastRun(
    [property: Id(0)] Moment Due,
    [property: Id(1)] QuotaTake? Take,
    [property: Id(2)] RefusalReason? Skipped,
    [property: Id(3)] bool AfterRenewal);
