namespace Granary.Domain.Purchases;

/// <summary>One line of an order, at the price of the moment at which it was placed.</summary>
/// <param name="Edition">The edition that is bought; null for anything else.</param>
[GenerateSerializer, Immutable, Alias("granary.OrderLine")]
public sealed record OrderLine(
    [property: Id(0)] OrderItem Item,
    [property: Id(1)] int Quantity,
    [property: Id(2)] Money Price,
    [property: Id(3)] string? Edition = null)
{
    public Money Amount() => Price.Times(Quantity);

    /// <param name="lines">One at least, in one currency.</param>
    public static Money Total(IEnumerable<OrderLine> lines) => lines.Select(line => line.Amount()).Aggregate((sum, amount) => sum.Plus(amount));
}
