namespace Granary.Domain.Purchases;

/// <summary>Somebody orders what is in a basket.</summary>
/// <param name="IdempotencyKey">Made once for each decision to buy: the same key again is the same order.</param>
/// <param name="Country">ISO 3166-1 alpha-2 of the place of sign-in, for the currency; null where it is not known, then the tenant's.</param>
/// <param name="Site">The base address of the site on which it is placed.</param>
/// <param name="Language"><c>en</c> or <c>fr</c>.</param>
/// <param name="ReturnTo">A path on that site to come back to, with the choice that was being made; null for the order itself.</param>
[GenerateSerializer, Immutable, Alias("granary.OrderRequest")]
public sealed record OrderRequest(
    [property: Id(0)] Basket Basket,
    [property: Id(1)] string IdempotencyKey,
    [property: Id(2)] string? Country,
    [property: Id(3)] Uri Site,
    [property: Id(4)] string Language,
    [property: Id(5)] string? ReturnTo = null);
