using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;

namespace Granary.Domain.Tenants;

/// <summary>What programs need besides: to ask again without doing twice, and to change only what they have seen.</summary>
public sealed partial class Tenant
{
    /// <summary>The keys of the last requests for backups, oldest first.</summary>
    public List<StartKey> StartKeys { get; init; } = [];

    /// <summary><see cref="Request"/>, where the same key of the same actor brings the same answer for <see cref="StartKey.Holds"/>. A refusal is not kept.</summary>
    public BackupStart RequestOnce(Actor actor, BackupOrigin origin, string key, DateTimeOffset askedAt, TenantTerms terms, DateTimeOffset now)
    {
        if (StartKeys.Find(known => known.Is(actor, key) && known.Holding(now)) is { } same) return new BackupStart(same.Answer, IsNew: false);

        var answer = Request(actor, origin, askedAt, terms, now);
        switch (answer)
        {
            case BackupAnswer.Accepted { Id: var started }:
                Keep(new StartKey(key, actor.Id, started, Started: true, now), now);
                break;
            case BackupAnswer.AlreadyRunning { Id: var running }:
                Keep(new StartKey(key, actor.Id, running, Started: false, now), now);
                break;
            default:
                return new BackupStart(answer, IsNew: false);
        }
        return new BackupStart(answer, IsNew: true);
    }

    /// <summary>A backup that is still queued is not to run: its quota comes back.</summary>
    public CancelAnswer Cancel(Actor actor, BackupId id, TenantTerms terms, DateTimeOffset now)
    {
        switch (Find(id)?.State)
        {
            case null: return CancelAnswer.Unknown;
            case BackupState.Cancelled: return CancelAnswer.AlreadyCancelled;
            case BackupState.InProgress: return CancelAnswer.InProgress;
            case not BackupState.Queued: return CancelAnswer.Ended;
        }

        CancelQueued(actor, Find(id)!, terms.MomentOf(now));
        return CancelAnswer.Cancelled;
    }

    /// <summary><see cref="SaveSchedule"/>, if the schedule in force has one of these versions; if there is none, where they name none.</summary>
    public ScheduleAnswer ReplaceSchedule(Actor actor, Recurrence recurrence, DateOnly? from, IReadOnlyList<int> expected, TenantTerms terms, DateTimeOffset now) =>
        IsExpected(expected) ? SaveSchedule(actor, recurrence, from, terms, now) : new ScheduleAnswer.NotExpected(VersionInForce);

    /// <summary><see cref="StopSchedule"/>, if the schedule in force has one of these versions.</summary>
    public StopAnswer EndSchedule(Actor actor, IReadOnlyList<int> expected, TenantTerms terms, DateTimeOffset now) =>
        VersionInForce is null || IsExpected(expected) ? StopSchedule(actor, terms, now) : StopAnswer.NotExpected;

    private int? VersionInForce => Schedule is { IsActive: true, Version: var version } ? version : null;

    private bool IsExpected(IReadOnlyList<int> expected) => VersionInForce is { } version ? expected.Contains(version) : expected.Count == 0;

    private void Keep(StartKey key, DateTimeOffset now)
    {
        StartKeys.RemoveAll(old => !old.Holding(now));
        StartKeys.Add(key);
        if (StartKeys.Count(old => !old.Started) > StartKey.KeptOfOthers) StartKeys.RemoveAt(StartKeys.FindIndex(old => !old.Started));
        // Of those that started something one is open at most: the oldest of the others goes.
        if (StartKeys.Count(old => old.Started) > StartKey.KeptOfStarted) StartKeys.RemoveAt(StartKeys.FindIndex(old => old.Started && Find(old.Backup) is not { IsOpen: true }));
    }

    private void CancelQueued(Actor actor, Backup queued, Moment moment)
    {
        Replace(queued.Cancel(moment.At));
        Ledger.Settle(queued.Id, QuotaOutcome.Cancelled, moment.Day);
        Log.Record(moment.At, LogEvent.BackupCancelled, actor, queued.Id);
    }
}
