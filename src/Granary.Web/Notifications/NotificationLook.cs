using Granary.Domain.Tenants;
using MudBlazor;

namespace Granary.Web.Notifications;

internal static class NotificationLook
{
    /// <summary>A pop-up that needs nobody's action goes by itself after that.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);

    /// <summary>True when somebody should do something: the pop-up stays until it is closed.</summary>
    public static bool NeedsAction(NotificationKind kind) =>
        kind is NotificationKind.BackupFailed or NotificationKind.BackupSkipped or NotificationKind.BackupExpiresTomorrow
            or NotificationKind.PaymentFailed or NotificationKind.PurchaseTakenBack or NotificationKind.SubscriptionRenewalFailed;

    public static Severity SeverityOf(NotificationKind kind) => kind switch
    {
        NotificationKind.BackupReady or NotificationKind.Purchased => Severity.Success,
        NotificationKind.BackupFailed or NotificationKind.PaymentFailed => Severity.Error,
        NotificationKind.PurchaseTakenBack or NotificationKind.SubscriptionRenewalFailed or NotificationKind.BackupReadyWithWarnings or NotificationKind.BackupSkipped or NotificationKind.BackupExpiresTomorrow => Severity.Warning,
        _ => Severity.Info,
    };
}
