using Granary.Domain.Purchases;

namespace Granary.Web.Api.Orders;

/// <summary>A line of an order.</summary>
/// <param name="Product">What is bought.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Price">Of one, when the order was placed.</param>
/// <param name="Edition">The edition that is bought; null for anything else.</param>
internal sealed record OrderLineResource(OrderItem Product, int Quantity, MoneyResource Price, string? Edition)
{
    public static OrderLineResource Of(OrderLine line) => new(line.Item, line.Quantity, MoneyResource.Of(line.Price), line.Edition);
}
