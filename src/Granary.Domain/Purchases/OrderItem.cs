namespace Granary.Domain.Purchases;

/// <summary>What can be bought. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.OrderItem")]
public enum OrderItem
{
    /// <summary>An edition, for its first month; what follows is between the tenant and the vendor.</summary>
    Edition,

    /// <summary>The weekly subscription, for a month, renewed.</summary>
    WeeklySubscription,

    /// <summary>A one-time unit.</summary>
    Unit,
}
