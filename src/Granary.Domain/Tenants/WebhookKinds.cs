namespace Granary.Domain.Tenants;

/// <summary>What the kinds of messages to the vendor are called in settings and messages.</summary>
public static class WebhookKinds
{
    private static readonly Dictionary<WebhookKind, string> Names = new()
    {
        [WebhookKind.ScheduleSaved] = "schedule.saved",
        [WebhookKind.ScheduleStopped] = "schedule.stopped",
        [WebhookKind.BackupStarted] = "backup.started",
        [WebhookKind.BackupReady] = "backup.ready",
        [WebhookKind.BackupReadyWithWarnings] = "backup.ready_with_warnings",
        [WebhookKind.BackupFailed] = "backup.failed",
        [WebhookKind.BackupSkipped] = "backup.skipped",
        [WebhookKind.BackupExpiresTomorrow] = "backup.expires_tomorrow",
        [WebhookKind.Purchased] = "purchase.paid",
        [WebhookKind.PaymentFailed] = "purchase.payment_failed",
        [WebhookKind.PurchaseTakenBack] = "purchase.taken_back",
        [WebhookKind.SubscriptionRenewalFailed] = "subscription.renewal_failed",
        [WebhookKind.EditionBought] = "edition.bought",
        [WebhookKind.EditionTakenBack] = "edition.taken_back",
        [WebhookKind.EditionDowngraded] = "edition.downgraded",
    };

    private static readonly Dictionary<string, WebhookKind> Kinds = Names.ToDictionary(name => name.Value, name => name.Key, StringComparer.Ordinal);

    /// <summary>Every name.</summary>
    public static IReadOnlyCollection<string> All => Kinds.Keys;

    public static string NameOf(WebhookKind kind) => Names[kind];

    public static bool TryParse(string? name, out WebhookKind kind)
    {
        kind = default;
        return name is not null && Kinds.TryGetValue(name, out kind);
    }

    /// <summary>The one that tells the vendor what a notification tells people.</summary>
    public static WebhookKind Of(NotificationKind kind) => Enum.Parse<WebhookKind>(kind.ToString());
}
