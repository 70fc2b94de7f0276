using System.Globalization;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;

namespace Granary.Domain.Tenants;

/// <summary>
/// What one tenant has and has done: schedule, quota, backups, activity log, notifications. Each method is one decision,
/// taken and recorded together, so that storing the tenant once after it stores the whole truth.
/// </summary>
public sealed partial class Tenant
{
    /// <summary>So many ended backups are remembered beyond those that can be downloaded.</summary>
    public const int KeptBackups = 50;

    /// <summary>
    /// So many times may a schedule or the text mode be chosen within a minute. It costs nothing and is logged each time, and the log is kept:
    /// whoever is faster than people are waits.
    /// </summary>
    public const int MostChoicesAMinute = 30;

    /// <summary>Oldest first. Those that are open run one after the other in this order.</summary>
    public List<Backup> Backups { get; init; } = [];

    /// <summary>The newest id, also when its backup is not remembered any more.</summary>
    public BackupId LastBackup { get; set; }

    public QuotaLedger Ledger { get; init; } = new();

    public ActivityLog Log { get; init; } = new();

    public Notifications Notifications { get; init; } = new();

    /// <summary>Those that were logged within <see cref="Download.CountsFor"/>, oldest first.</summary>
    public List<Download> Downloads { get; init; } = [];

    /// <summary>How the next backups write text.</summary>
    public TextMode TextMode { get; set; }

    /// <summary>The backup whose turn it is: in progress, or the first that is queued.</summary>
    public Backup? OpenBackup() => Backups.Find(backup => backup.IsOpen);

    public Backup? Find(BackupId id) => Backups.Find(backup => backup.Id == id);

    public Turn TurnOf(BackupId id) => Find(id) is not { IsOpen: true } ? Turn.Over : OpenBackup()!.Id == id ? Turn.Run : Turn.Wait;

    /// <summary>
    /// "Download now". While another backup is queued or in progress that one is the answer, and nothing changes; else
    /// quota is reserved and the backup recorded, or the answer says what is missing. A request may arrive so late that
    /// whoever asked has asked again and got a backup since: that one is the answer, and none is paid for twice.
    /// </summary>
    /// <param name="askedAt">When, by the clock of whoever passes it on.</param>
    public BackupAnswer Request(Actor actor, BackupOrigin origin, DateTimeOffset askedAt, TenantTerms terms, DateTimeOffset now)
    {
        if ((OpenBackup() ?? Backups.FindLast(backup => backup.RequestedAt > askedAt && backup.State is not BackupState.Skipped)) is { } answers)
            return new BackupAnswer.AlreadyRunning(answers.Id);

        var moment = terms.MomentOf(now);
        switch (QuotaAt(moment, terms).DecideNow(moment))
        {
            case QuotaDecision.Refused { Refusal: var refusal }:
                return new BackupAnswer.NothingLeft(refusal);
            case QuotaDecision.Allowed { Take: var take }:
                var backup = Accept(actor, origin, take, occurrence: null, now);
                Log.Record(now, LogEvent.BackupRequested, actor, backup.Id);
                return new BackupAnswer.Accepted(backup.Id);
            default:
                throw new InvalidOperationException("A quota decision is either allowed or refused.");
        }
    }

    /// <summary>
    /// An attempt at a backup begins, and gets a number that none had before: whoever slept through the end of one goes by another number
    /// than whoever went on without it. Null when it is not its turn any more.
    /// </summary>
    /// <param name="last">The last that its grain knows of; attempts were not always counted here.</param>
    public int? BeginAttempt(BackupId id, int last)
    {
        if (TurnOf(id) is not Turn.Run) return null;

        var open = Find(id)!;
        var epoch = Math.Max(open.Epoch, last) + 1;
        Replace(open with { Epoch = epoch });
        return epoch;
    }

    /// <summary>The first row can be read. False when that was known already.</summary>
    public bool Start(BackupId id, DateTimeOffset now)
    {
        if (Find(id) is not { State: BackupState.Queued } queued) return false;

        Replace(queued.Start(now));
        Log.Record(now, LogEvent.BackupStarted, Actor.Granary, id);
        Notify(now, NotificationKind.BackupStarted, RecipientsOf(queued), id);
        return true;
    }

    /// <summary>The manifest is committed. False when the backup has ended before, so that it ends once however often it is told.</summary>
    public bool Publish(BackupId id, Publication publication, TenantTerms terms)
    {
        if (Find(id) is not { IsOpen: true } open) return false;

        var at = publication.CreatedAt;
        Replace(open.Publish(publication, terms.Retention.ExpiryOf(at)));
        Ledger.Settle(id, publication.MissesModule ? QuotaOutcome.ReadyWithoutModule : QuotaOutcome.Ready, terms.MomentOf(at).Day);
        var warnings = publication.WarningCount.ToString(CultureInfo.InvariantCulture);
        if (publication.WarningCount == 0)
        {
            Log.Record(at, LogEvent.BackupReady, Actor.Granary, id);
            Notify(at, NotificationKind.BackupReady, RecipientsOf(open), id);
        }
        else
        {
            Log.Record(at, LogEvent.BackupReadyWithWarnings, Actor.Granary, id, warnings);
            Notify(at, NotificationKind.BackupReadyWithWarnings, RecipientsOf(open), id, warnings);
        }
        return true;
    }

    /// <summary>An attempt has failed, and the backup with it. False when it has ended before, or a later attempt is at it.</summary>
    /// <param name="epoch">Of the attempt.</param>
    public bool Fail(BackupId id, int epoch, Fault fault, TenantTerms terms, DateTimeOffset now) =>
        Find(id)?.Epoch <= epoch && Fail(id, fault, terms.MomentOf(now));

    private bool Fail(BackupId id, Fault fault, Moment moment)
    {
        if (Find(id) is not { IsOpen: true } open) return false;

        var now = moment.At;
        Replace(open.Fail(fault, now));
        Ledger.Settle(id, QuotaOutcome.Failed, moment.Day);
        Log.Record(now, LogEvent.BackupFailed, Actor.Granary, id, fault.Detail);
        Notify(now, NotificationKind.BackupFailed, RecipientsOf(open), id);
        return true;
    }

    /// <summary>The files of an expired backup are gone. False when that was known.</summary>
    public bool Deleted(BackupId id, DateTimeOffset now)
    {
        if (Find(id) is not { State: BackupState.Expired, DeletedAt: null } expired) return false;

        Replace(expired with { DeletedAt = now });
        Log.Record(now, LogEvent.BackupExpired, Actor.Granary, id);
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
        Downloads.RemoveAll(old => old.At + Download.CountsFor <= now);
        if (Downloads.Exists(known => known.Backup == id && known.File == file && known.ActorId == actor.Id)) return false;

        Downloads.Add(new Download(id, file, actor.Id, now));
        if (Downloads.Count > Download.Kept) Downloads.RemoveAt(0);
        Log.Record(now, LogEvent.DownloadStarted, actor, id, file);
        return true;
    }

    /// <summary>An operator takes a copy of this tenant's data on the command line: the tenant can see that, and why.</summary>
    public void RecordOperatorBackup(Actor actor, OperatorReason reason, DateTimeOffset now) => Log.Record(now, LogEvent.OperatorTookBackup, actor, detail: reason.Text);

    /// <summary>True when as much was chosen within a minute as may be.</summary>
    public bool IsChoosingTooFast(DateTimeOffset now) =>
        Log.Entries.Count(entry => entry.Event is LogEvent.ScheduleSaved or LogEvent.TextModeChanged && entry.At > now - TimeSpan.FromMinutes(1)) >= MostChoicesAMinute;

    /// <summary>From the next backup on. False when it is so already.</summary>
    public bool ChangeTextMode(Actor actor, TextMode textMode, DateTimeOffset now)
    {
        if (TextMode == textMode) return false;

        TextMode = textMode;
        Log.Record(now, LogEvent.TextModeChanged, actor, detail: textMode.ToString());
        return true;
    }

    /// <summary>The vendor's latest word on how many unused one-time units there are.</summary>
    public long SetUnits(Actor actor, int count, DateTimeOffset now)
    {
        var units = Ledger.SetUnits(count);
        Log.Record(now, LogEvent.UnitsSet, actor, detail: units.ToString(CultureInfo.InvariantCulture));
        return units;
    }

    /// <summary>A period of the weekly subscription is paid; it goes on after that unless it is ended.</summary>
    public void PaySubscription(Actor actor, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        Ledger.Subscription = Ledger.Subscription.Paid(start, end).Renewing();
        Log.Record(now, LogEvent.SubscriptionSet, actor, detail: end.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>The weekly subscription ends with what is paid. False when it does so already.</summary>
    public bool EndSubscription(Actor actor, DateTimeOffset now)
    {
        if (!Ledger.Subscription.Renews) return false;

        Ledger.Subscription = Ledger.Subscription.Ending();
        Log.Record(now, LogEvent.SubscriptionSet, actor);
        return true;
    }

    private Backup Accept(Actor actor, BackupOrigin origin, QuotaTake take, Occurrence? occurrence, DateTimeOffset now)
    {
        var backup = Add(new Backup { Id = BackupId.Next(LastBackup, now), Origin = origin, TextMode = TextMode, RequestedBy = actor, RequestedAt = now, Occurrence = occurrence });
        Ledger.Reserve(backup.Id, take);
        return backup;
    }

    private Backup Add(Backup backup)
    {
        Backups.Add(backup);
        LastBackup = backup.Id;
        var forgettable = Backups.Where(old => old is { IsOpen: false, IsDownloadable: false } && old is not { State: BackupState.Expired, DeletedAt: null }).ToList();
        foreach (var old in forgettable.SkipLast(KeptBackups)) Backups.Remove(old);
        return backup;
    }

    private void Replace(Backup backup) => Backups[Backups.FindIndex(b => b.Id == backup.Id)] = backup;
}
