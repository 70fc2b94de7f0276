namespace Granary.Domain.Purchases;

/// <summary>What somebody wants to buy.</summary>
/// <param name="Units">One-time units; 0 for none.</param>
/// <param name="Weekly">True to begin the weekly subscription.</param>
/// <param name="Edition">The edition to change to; null to stay.</param>
[GenerateSerializer, Immutable, Alias("granary.Basket")]
public sealed record Basket([property: Id(0)] int Units = 0, [property: Id(1)] bool Weekly = false, [property: Id(2)] string? Edition = null)
{
    /// <summary>The most one-time units of one order.</summary>
    public const int MostUnits = 100;

    public bool IsEmpty() => this is { Units: 0, Weekly: false, Edition: null };

    /// <summary>As an order has it, at these prices.</summary>
    /// <param name="edition">Of the edition, if one is in it.</param>
    public IReadOnlyList<OrderLine> Lines(Money? edition, Money weekly, Money unit)
    {
        List<OrderLine> lines = [];
        if (edition is { } price && Edition is not null) lines.Add(new(OrderItem.Edition, 1, price, Edition));
        if (Weekly) lines.Add(new(OrderItem.WeeklySubscription, 1, weekly));
        if (Units > 0) lines.Add(new(OrderItem.Unit, Units, unit));
        return lines;
    }
}
