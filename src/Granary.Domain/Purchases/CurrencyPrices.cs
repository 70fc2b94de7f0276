namespace Granary.Domain.Purchases;

/// <summary>What things cost in one currency, taxes included.</summary>
public sealed record CurrencyPrices
{
    /// <summary>One one-time unit. Required; above 0.</summary>
    public decimal Unit { get; init; }

    /// <summary>A month of the weekly subscription. Required; above 0.</summary>
    public decimal WeeklyPerMonth { get; init; }

    /// <summary>The first month of each edition that is for sale, by its name. Default: none. A higher price is a higher edition; 0 for one that is free.</summary>
    public Dictionary<string, decimal> Editions { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}
