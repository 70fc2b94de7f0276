using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// Owns what one tenant has: its backups and its activity log. Key: <c>region/tenant</c>. Whoever calls has checked that
/// the actor belongs to the tenant and is an administrator, except where a method says otherwise.
/// </summary>
[Alias("granary.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>"Download now". While a backup is queued or in progress, that one is the answer.</summary>
    /// <exception cref="UnknownTenantException">The SaaS has no such tenant.</exception>
    [Alias("RequestBackup")]
    Task<BackupAnswer> RequestBackup(Actor actor, BackupOrigin origin, TextMode textMode);

    /// <summary>What the page shows.</summary>
    /// <exception cref="UnknownTenantException">The SaaS has no such tenant.</exception>
    [Alias("GetOverview")]
    Task<TenantOverview> GetOverview();

    /// <summary>A page of the activity log, newest first.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="size">1 to 200 entries.</param>
    [Alias("GetLog")]
    Task<LogPage> GetLog(int page, int size);

    /// <summary>Whether a file may be downloaded now. Call <see cref="RecordDownload"/> when its first byte is about to go out.</summary>
    [Alias("AuthorizeDownload")]
    Task<DownloadAnswer> AuthorizeDownload(BackupId backup, string file);

    /// <summary>Logs a download: one entry per person, file and 24 hours.</summary>
    [Alias("RecordDownload")]
    Task RecordDownload(BackupId backup, string file, Actor actor);

    /// <summary>Logs that an operator takes this tenant's data on the command line. For the command line alone.</summary>
    [Alias("RecordOperatorBackup")]
    Task RecordOperatorBackup(Actor actor);

    /// <summary>The backup as the tenant remembers it; null when it has none of that id.</summary>
    [Alias("FindBackup")]
    Task<Backup?> FindBackup(BackupId backup);

    /// <summary>From the backup's grain: the first row can be read. May be told any number of times.</summary>
    [Alias("BackupStarted")]
    Task BackupStarted(BackupId backup);

    /// <summary>From the backup's grain: the manifest is committed. May be told any number of times.</summary>
    [Alias("BackupPublished")]
    Task BackupPublished(BackupId backup, Publication publication);

    /// <summary>From the backup's grain: it has failed for good. May be told any number of times.</summary>
    [Alias("BackupFailed")]
    Task BackupFailed(BackupId backup, Fault fault);
}
