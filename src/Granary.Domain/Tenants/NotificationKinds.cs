namespace Granary.Domain.Tenants;

/// <summary>What notifications of a kind have in common.</summary>
public static class NotificationKinds
{
    /// <summary>True when it is about what was bought: the Subscription page has more of it, else the Data backup page.</summary>
    public static bool IsOfPurchase(this NotificationKind kind) =>
        kind is NotificationKind.Purchased or NotificationKind.PaymentFailed or NotificationKind.PurchaseTakenBack or NotificationKind.SubscriptionRenewalFailed;
}
