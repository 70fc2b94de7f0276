namespace Granary.Adapters.Payments;

/// <summary>The name of an order, as it stands on what Stripe keeps about its payment.</summary>
internal static class OrderMark
{
    /// <summary>Of the entry in Stripe's metadata.</summary>
    public const string Name = "granary_order";

    public static Dictionary<string, string> Of(string key) => new() { [Name] = key };
}
