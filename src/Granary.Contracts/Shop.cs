using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>What the Subscription page shows of a tenant.</summary>
/// <param name="Profile">With the edition in force.</param>
/// <param name="SoldAt">The vendor's own pages; null when Granary sells.</param>
/// <param name="Unit">The price of a one-time unit, in the currency of this tenant at this place.</param>
/// <param name="Weekly">The price of a month of the weekly subscription.</param>
/// <param name="Editions">Those for sale, cheapest first.</param>
/// <param name="Quota">What there is, in use and set aside, this month.</param>
/// <param name="CanResume">True when a subscription that was bought here ends and can go on after all.</param>
/// <param name="Orders">Newest first.</param>
[GenerateSerializer, Immutable, Alias("granary.Shop")]
public sealed record Shop(
    [property: Id(0)] TenantProfile Profile,
    [property: Id(1)] Uri? SoldAt,
    [property: Id(2)] Money Unit,
    [property: Id(3)] Money Weekly,
    [property: Id(4)] IReadOnlyList<EditionOffer> Editions,
    [property: Id(5)] QuotaLine Quota,
    [property: Id(6)] bool CanResume,
    [property: Id(7)] IReadOnlyList<Order> Orders);
