namespace Granary.Domain.Quotas;

/// <summary>What one backup takes.</summary>
/// <param name="Month">The month it counts in: that of the request, or of the day the run fell due.</param>
/// <param name="Week">The Monday of the subscription's week; null for any other kind.</param>
[GenerateSerializer, Immutable, Alias("granary.QuotaTake")]
public sealed record QuotaTake(
    [property: Id(0)] TakeKind Kind,
    [property: Id(1)] Month Month,
    [property: Id(2)] DateOnly? Week = null);
