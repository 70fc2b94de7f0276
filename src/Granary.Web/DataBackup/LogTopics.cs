using Granary.Domain.Tenants;

namespace Granary.Web.DataBackup;

internal static class LogTopics
{
    private static readonly Dictionary<LogTopic, LogEvent[]> Events = new()
    {
        [LogTopic.All] = [],
        [LogTopic.Schedule] = [LogEvent.ScheduleSaved, LogEvent.ScheduleStopped],
        [LogTopic.Backups] =
        [
            LogEvent.BackupRequested, LogEvent.BackupStarted, LogEvent.BackupReady, LogEvent.BackupReadyWithWarnings, LogEvent.BackupFailed,
            LogEvent.BackupSkipped, LogEvent.BackupCancelled, LogEvent.BackupExpired, LogEvent.OperatorTookBackup,
        ],
        [LogTopic.Downloads] = [LogEvent.DownloadStarted],
        [LogTopic.Purchases] =
        [
            LogEvent.Purchased, LogEvent.PaymentFailed, LogEvent.PurchaseRefunded, LogEvent.PurchaseDisputed, LogEvent.DisputeWon,
            LogEvent.SubscriptionRenewed, LogEvent.SubscriptionRenewalFailed, LogEvent.SubscriptionEnded, LogEvent.SubscriptionResumed,
            LogEvent.UnitsReduced, LogEvent.EditionDowngraded, LogEvent.UnitsSet, LogEvent.SubscriptionSet,
        ],
        [LogTopic.Settings] = [LogEvent.TextModeChanged, LogEvent.TokenCreated, LogEvent.TokenRevoked],
    };

    /// <summary>None for <see cref="LogTopic.All"/>, which a <see cref="LogFilter"/> takes for every one.</summary>
    public static IReadOnlyList<LogEvent> Of(LogTopic topic) => Events[topic];
}
