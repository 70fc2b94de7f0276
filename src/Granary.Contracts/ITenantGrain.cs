using Granary.Domain.Backups;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// Owns what one tenant has: schedule, quota, backups, activity log, notifications. Key: <c>region/tenant</c>. Whoever
/// calls has checked that the actor belongs to the tenant and is an administrator, except where a method says otherwise.
/// Methods throw <see cref="UnknownTenantException"/> when the SaaS has no such tenant, except <see cref="GetNotifications"/>,
/// <see cref="AuthorizeDownload"/>, <see cref="FindBackup"/>, <see cref="GetTurn"/>, <see cref="Wake"/>, <see cref="MailSent"/> and
/// <see cref="WebhookTried"/>: those go by what is stored here.
/// </summary>
[Alias("granary.ITenantGrain")]
public interface ITenantGrain : IGrainOfTenant
{
    /// <summary>
    /// "Download now". While a backup is queued or in progress, that one is the answer; so is one that was requested after
    /// <paramref name="askedAt"/>, so that a call that was given up and arrives all the same starts no second one.
    /// </summary>
    /// <param name="askedAt">The instant of the call, by the caller's clock.</param>
    [Alias("RequestBackupAt"), Idempotent]
    Task<BackupAnswer> RequestBackup(Actor actor, BackupOrigin origin, DateTimeOffset askedAt);

    /// <summary>What the page shows.</summary>
    [Alias("GetOverview"), Idempotent]
    Task<TenantOverview> GetOverview();

    /// <summary>What a schedule would do and cost if it were saved now. Changes nothing.</summary>
    /// <param name="from">The first day on which it may run, in the tenant's zone; null for today.</param>
    [Alias("PreviewSchedule"), Idempotent]
    Task<SchedulePreview> PreviewSchedule(Recurrence recurrence, DateOnly? from);

    /// <summary>
    /// Saves a schedule in place of the present one. An unchanged one stays as it is. Where nothing pays for its first
    /// run, nothing is saved: buy, or give the first day that is paid for as <paramref name="from"/>.
    /// </summary>
    /// <exception cref="TooManyChangesException">There were <see cref="Tenant.MostChoicesAMinute"/> choices within a minute.</exception>
    [Alias("SaveSchedule"), Idempotent]
    Task<ScheduleAnswer> SaveSchedule(Actor actor, Recurrence recurrence, DateOnly? from);

    /// <summary>Ends the schedule. Refused while a backup is in progress; the weekly subscription goes on.</summary>
    [Alias("StopSchedule")]
    Task<StopAnswer> StopSchedule(Actor actor);

    /// <summary>How text is written from the next backup on.</summary>
    /// <exception cref="TooManyChangesException">There were <see cref="Tenant.MostChoicesAMinute"/> choices within a minute.</exception>
    [Alias("SetTextMode"), Idempotent]
    Task SetTextMode(Actor actor, TextMode textMode);

    /// <summary>A page of the activity log, newest first.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="size">1 to 200 entries.</param>
    [Alias("GetLog"), Idempotent]
    Task<LogPage> GetLog(int page, int size, LogFilter filter);

    /// <summary>The kept notifications for a person.</summary>
    [Alias("GetNotifications"), Idempotent]
    Task<NotificationList> GetNotifications(string person);

    /// <summary>A person has read the notifications up to a number.</summary>
    [Alias("ReadNotifications"), Idempotent]
    Task ReadNotifications(string person, long through);

    /// <summary>Somebody of the tenant has signed in or opened a page: keeps the list of administrators true. For every profile.</summary>
    [Alias("See"), Idempotent]
    Task See(Person person, bool isAdministrator);

    /// <summary>The vendor's latest word on how many unused one-time units there are. For the vendor.</summary>
    /// <returns>How many there are now: never fewer than running backups have reserved.</returns>
    [Alias("SetUnits"), Idempotent]
    Task<long> SetUnits(Actor actor, int count);

    /// <summary>A period of the weekly subscription is paid, and the next one will be. For the vendor.</summary>
    [Alias("PaySubscription")]
    Task PaySubscription(Actor actor, DateTimeOffset start, DateTimeOffset end);

    /// <summary>The weekly subscription ends with the paid period. For the vendor.</summary>
    [Alias("EndSubscription")]
    Task EndSubscription(Actor actor);

    /// <summary>Whether a file may be downloaded now. Call <see cref="RecordDownload"/> when its first byte is about to go out.</summary>
    [Alias("AuthorizeDownload"), Idempotent]
    Task<DownloadAnswer> AuthorizeDownload(BackupId backup, string file);

    /// <summary>Logs a download: one entry per person, file and 24 hours.</summary>
    [Alias("RecordDownload"), Idempotent]
    Task RecordDownload(BackupId backup, string file, Actor actor);

    /// <summary>
    /// Breaks the glass: logs that an operator takes this tenant's data on the command line, and why. Nothing is read before it is logged.
    /// For the command line alone.
    /// </summary>
    /// <param name="reason">An <see cref="OperatorReason"/>.</param>
    /// <exception cref="FormatException">It is none.</exception>
    [Alias("RecordReasonedOperatorBackup"), AdmitsOperators]
    Task RecordOperatorBackup(Actor actor, string reason);

    /// <summary>The backup as the tenant remembers it; null when it has none of that id.</summary>
    [Alias("FindBackup"), Idempotent]
    Task<Backup?> FindBackup(BackupId backup);

    /// <summary>From the backup's grain: is it its turn? It waits also while the SaaS does not know the tenant.</summary>
    [Alias("GetBackupTurn")]
    Task<BackupTurn> GetTurn(BackupId backup);

    /// <summary>From the backup's grain: an attempt begins.</summary>
    /// <param name="last">The last attempt that it knows of; 0 when it knows of none.</param>
    /// <returns>The epoch of the attempt, which no other ever had; null when it is not its turn any more.</returns>
    [Alias("BeginAttempt")]
    Task<int?> BeginAttempt(BackupId backup, int last);

    /// <summary>From the backup's grain: the first row can be read. May be told any number of times.</summary>
    /// <returns>False when it was cancelled meanwhile, so that nothing is to be read.</returns>
    [Alias("StartBackup")]
    Task<bool> BackupStarted(BackupId backup);

    /// <summary>From the backup's grain: the manifest is committed. May be told any number of times.</summary>
    [Alias("BackupPublished")]
    Task BackupPublished(BackupId backup, Publication publication);

    /// <summary>From the backup's grain: its last attempt has failed, for good. May be told any number of times.</summary>
    /// <param name="epoch">Of that attempt.</param>
    /// <returns>False when a later attempt is at it, of which this one's silo knew nothing: the backup goes on.</returns>
    [Alias("FailBackup")]
    Task<bool> BackupFailed(BackupId backup, int epoch, Fault fault);

    /// <summary>From Granary's own watch over runs that are late: does whatever time has brought, as its reminder would have. Any number of times.</summary>
    [Alias("Wake")]
    Task Wake();

    /// <summary>From the tenant's own background: a mail has gone out, or never will. May be told any number of times.</summary>
    [Alias("MailSent")]
    Task MailSent(string mail);

    /// <summary>From the tenant's own background: the vendor was told, or could not be. May be told any number of times.</summary>
    /// <param name="message">The number of the <see cref="WebhookMessage"/>.</param>
    [Alias("WebhookTried")]
    Task WebhookTried(long message, bool hasArrived);
}
