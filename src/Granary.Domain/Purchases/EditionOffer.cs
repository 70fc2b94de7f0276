using Granary.Domain.Quotas;

namespace Granary.Domain.Purchases;

/// <summary>An edition, to compare with the others.</summary>
/// <param name="Price">Of its first month.</param>
[GenerateSerializer, Immutable, Alias("granary.EditionOffer")]
public sealed record EditionOffer(
    [property: Id(0)] string Name,
    [property: Id(1)] Money Price,
    [property: Id(2)] int FreePerMonth,
    [property: Id(3)] WeeklyPayment Weekly);
