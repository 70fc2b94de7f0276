using Granary.Domain.Backups;
using Granary.Domain.Retention;

namespace Granary.Domain.Tenants;

/// <summary>
/// What one tenant has done and has: its backups and its activity log. Each method is one decision, taken and recorded
/// together, so that storing the tenant once after it stores the whole truth.
/// </summary>
public sealed class Tenant
{
    /// <summary>Oldest first. At most one is open.</summary>
    public List<Backup> Backups { get; init; } = [];

    /// <summary>Oldest first, without a gap.</summary>
    public List<LogEntry> Log { get; init; } = [];

    /// <summary>The backup that is queued or in progress, if there is one.</summary>
    public Backup? OpenBackup() => Backups is [.., { IsOpen: true } last] ? last : null;

    public Backup? Find(BackupId id) => Backups.Find(backup => backup.Id == id);

    /// <summary>
    /// Takes in a new backup. While another one is queued or in progress that one is the answer, and nothing changes.
    /// </summary>
    public BackupAnswer Request(Actor actor, BackupOrigin origin, TextMode textMode, DateTimeOffset now)
    {
        if (OpenBackup() is { } open) return new BackupAnswer(open.Id, AlreadyRunning: true);

        var id = BackupId.Next(Backups is [.., var last] ? last.Id : default, now);
        Backups.Add(new Backup { Id = id, Origin = origin, TextMode = textMode, RequestedBy = actor, RequestedAt = now });
        Record(now, LogEvent.BackupRequested, actor, id);
        return new BackupAnswer(id, AlreadyRunning: false);
    }

    /// <summary>The first row can be read. False when that was known already.</summary>
    public bool Start(BackupId id, DateTimeOffset now)
    {
        if (Find(id) is not { State: BackupState.Queued } queued) return false;

        Replace(queued.Start(now));
        Record(now, LogEvent.BackupStarted, Actor.Granary, id);
        return true;
    }

    /// <summary>The manifest is committed. False when the backup has ended before, so that it ends once however often it is told.</summary>
    public bool Publish(BackupId id, Publication publication, RetentionPolicy retention)
    {
        if (Find(id) is not { IsOpen: true } open) return false;

        Replace(open.Publish(publication, retention.ExpiryOf(publication.CreatedAt)));
        if (publication.WarningCount == 0)
            Record(publication.CreatedAt, LogEvent.BackupReady, Actor.Granary, id);
        else
            Record(publication.CreatedAt, LogEvent.BackupReadyWithWarnings, Actor.Granary, id, publication.WarningCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>The backup has failed for good. False when it has ended before.</summary>
    public bool Fail(BackupId id, Fault fault, DateTimeOffset now)
    {
        if (Find(id) is not { IsOpen: true } open) return false;

        Replace(open.Fail(fault, now));
        Record(now, LogEvent.BackupFailed, Actor.Granary, id, fault.Detail);
        return true;
    }

    /// <summary>Whether a file may be downloaded now. Changes nothing.</summary>
    public DownloadAnswer MayDownload(BackupId id, string file, DateTimeOffset now)
    {
        if (Find(id) is not { Publication: { } publication, ExpiresAt: { } expiresAt } backup) return new DownloadAnswer.Unknown();
        if (publication.Files.FirstOrDefault(f => f.Name == file) is not { } found) return new DownloadAnswer.Unknown();
        if (backup.State is BackupState.Expired || now >= expiresAt) return new DownloadAnswer.Expired(expiresAt);
        return new DownloadAnswer.Granted(found, publication.Epoch, publication.CreatedAt, expiresAt);
    }

    /// <summary>Records a download at its first byte: one entry per person, file and 24 hours. False when there is one already.</summary>
    public bool RecordDownload(BackupId id, string file, Actor actor, DateTimeOffset now)
    {
        var since = now - TimeSpan.FromHours(24);
        if (Log.Exists(entry => entry.Event is LogEvent.DownloadStarted && entry.Backup == id && entry.Detail == file &&
                                entry.Actor.Id == actor.Id && entry.At > since))
            return false;

        Record(now, LogEvent.DownloadStarted, actor, id, file);
        return true;
    }

    /// <summary>An operator takes a copy of this tenant's data on the command line: the tenant can see that.</summary>
    public void RecordOperatorBackup(Actor actor, DateTimeOffset now) => Record(now, LogEvent.OperatorTookBackup, actor, backup: null);

    private void Replace(Backup backup) => Backups[Backups.FindIndex(b => b.Id == backup.Id)] = backup;

    // The log reads in one order: a clock that was set back does not put an entry before an older one.
    private void Record(DateTimeOffset at, LogEvent what, Actor actor, BackupId? backup, string? detail = null)
    {
        var last = Log is [.., var entry] ? entry : null;
        Log.Add(new LogEntry((last?.Number ?? 0) + 1, last is not null && last.At > at ? last.At : at, what, actor, backup, detail));
    }
}
