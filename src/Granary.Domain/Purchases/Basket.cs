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
}
