using Granary.Contracts;
using Granary.Domain.Purchases;

namespace Granary.Web.Subscription;

internal static class ShopExtensions
{
    /// <summary>The edition in force; null when it is not for sale.</summary>
    public static EditionOffer? Present(this Shop shop) =>
        shop.Editions.FirstOrDefault(offer => string.Equals(offer.Name, shop.Profile.Edition, StringComparison.OrdinalIgnoreCase));
}
