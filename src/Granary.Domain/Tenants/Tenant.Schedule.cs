using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;

namespace Granary.Domain.Tenants;

/// <summary>The schedule, and what time brings.</summary>
public sealed partial class Tenant
{
    /// <summary>Told so long before its files go.</summary>
    public static readonly TimeSpan ExpiryNotice = TimeSpan.FromHours(24);

    /// <summary>So long after the end of a backup somebody looks for what a silo has written to it that slept through the end.</summary>
    public static readonly TimeSpan TidyAfter = TimeSpan.FromHours(12);

    private const int PreviewedRuns = 6;

    /// <summary>What was saved last, active or stopped; null when nothing ever was.</summary>
    public Schedule? Schedule { get; set; }

    /// <summary>The newest occurrence that has its outcome.</summary>
    public Occurrence? Handled { get; set; }

    /// <summary>Whoever saved the schedule since it was last stopped: they are told of its backups.</summary>
    public List<string> Savers { get; init; } = [];

    /// <summary>
    /// Saves a schedule. Where nothing pays for its first run, nothing is saved, unless <paramref name="from"/> names the
    /// first day that is paid for.
    /// </summary>
    /// <param name="from">The first day on which it may run; null for today.</param>
    public ScheduleAnswer SaveSchedule(Actor actor, Recurrence recurrence, DateOnly? from, TenantTerms terms, DateTimeOffset now)
    {
        if (Schedule is not null && Schedule.Says(recurrence) && from is null)
        {
            AddSaver(actor);
            return new ScheduleAnswer.Saved(Schedule, IsNew: false);
        }

        var next = Planned(recurrence, from, terms, now);
        if (QuotaAt(terms.MomentOf(now), terms, next).DecideSchedule() is QuotaDecision.Refused { Refusal: var refusal })
            return new ScheduleAnswer.NotCovered(refusal);

        Schedule = next with { SavedBy = actor };
        AddSaver(actor);
        Log.Record(now, LogEvent.ScheduleSaved, actor, detail: Rrule.Format(recurrence));
        Notify(now, NotificationKind.ScheduleSaved, [.. Savers], detail: Rrule.Format(recurrence), actor: actor);
        return new ScheduleAnswer.Saved(Schedule, IsNew: true);
    }

    /// <summary>What a schedule would do if it were saved now; for the one in force, what it will do. Changes nothing.</summary>
    public SchedulePreview Preview(Recurrence recurrence, DateOnly? from, TenantTerms terms, DateTimeOffset now)
    {
        var schedule = Schedule is not null && Schedule.Says(recurrence) && from is null ? Schedule : Planned(recurrence, from, terms, now);
        var quota = QuotaAt(terms.MomentOf(now), terms, schedule);
        var runs = terms.Calendar.After(schedule, schedule.Version == Schedule?.Version ? Handled : null).Take(PreviewedRuns).ToArray();
        return new SchedulePreview(runs, quota.Forecast(terms.MomentOf(now), PreviewedRuns), quota.DecideSchedule() is QuotaDecision.Refused { Refusal: var refusal } ? refusal : null);
    }

    /// <summary>The first occurrence that has no outcome yet; null without an active schedule.</summary>
    public Occurrence? NextRun(TenantTerms terms) => Schedule is { IsActive: true } ? terms.Calendar.Next(Schedule, Handled) : null;

    /// <summary>Ends the schedule. A scheduled backup that is still queued is cancelled and its quota comes back; one in progress forbids it.</summary>
    public StopAnswer StopSchedule(Actor actor, TenantTerms terms, DateTimeOffset now) => StopSchedule(actor, terms.MomentOf(now));

    private StopAnswer StopSchedule(Actor actor, Moment moment)
    {
        if (Schedule is not { IsActive: true }) return StopAnswer.NothingToStop;
        if (Backups.Exists(backup => backup.State is BackupState.InProgress)) return StopAnswer.InProgress;

        var now = moment.At;
        Schedule = Schedule.Stop(now);
        Log.Record(now, LogEvent.ScheduleStopped, actor);
        foreach (var queued in Backups.Where(backup => backup is { State: BackupState.Queued, Origin: BackupOrigin.Scheduled }).ToList())
            CancelQueued(actor, queued, moment);
        Notify(now, NotificationKind.ScheduleStopped, [.. Savers], actor: actor);
        Savers.Clear();
        return StopAnswer.Stopped;
    }

    /// <summary>
    /// Heeds what the SaaS says of the edition, gives every occurrence that is due its outcome, announces what expires within a
    /// day, and expires what has. Asking again at the same instant changes nothing.
    /// </summary>
    public Tick Tick(TenantTerms terms, DateTimeOffset now)
    {
        var (log, isBack) = (Log.Last, UnknownSince is not null);
        UnknownSince = null;
        var heeded = Heed(terms);
        var announced = Announce(now);
        var accepted = StartDue(terms, now);
        var expired = ExpireDue(now);
        var tidied = Tidy(now);
        return new Tick(
            isBack || heeded || announced || accepted.Count > 0 || expired || tidied.Count > 0 || Log.Last != log, accepted, ToDelete(terms.Retention, now), tidied);
    }

    /// <summary>What there is, what is in use and what is set aside.</summary>
    public QuotaLine QuotaLine(TenantTerms terms, DateTimeOffset now)
    {
        var moment = terms.MomentOf(now);
        return QuotaAt(moment, terms).LineAt(moment);
    }

    private IReadOnlyList<BackupId> StartDue(TenantTerms terms, DateTimeOffset now)
    {
        // What is due while nobody knows what the edition gives is neither charged nor skipped: it waits for the settings to be mended.
        if (Schedule is not { IsActive: true } schedule || !terms.IsPlanned) return [];

        var due = MissedRuns.Judge(terms.Calendar.After(schedule, Handled), now);
        foreach (var missed in due.Skipped) Skip(missed.Occurrence, new SkipCause(Missed: missed.Reason), now);
        if (due.Run is not { } run) return [];

        var moment = new Moment(run.Day, run.DueAt);
        var decision = QuotaAt(moment, terms).DecideRun(moment);
        if (decision is QuotaDecision.Refused { Refusal.Reason: var reason })
        {
            Skip(run, new SkipCause(Refused: reason), now);
            return [];
        }

        Handled = run;
        return [Accept(Actor.Granary, BackupOrigin.Scheduled, ((QuotaDecision.Allowed)decision).Take, run, now).Id];
    }

    private void Skip(Occurrence occurrence, SkipCause cause, DateTimeOffset now)
    {
        Handled = occurrence;
        var backup = Add(new Backup
        {
            Id = BackupId.Next(LastBackup, now),
            Origin = BackupOrigin.Scheduled,
            TextMode = TextMode,
            RequestedBy = Actor.Granary,
            RequestedAt = now,
            State = BackupState.Skipped,
            EndedAt = now,
            Occurrence = occurrence,
            Skip = cause,
        });
        Log.Record(now, LogEvent.BackupSkipped, Actor.Granary, backup.Id, cause.ToString());
        Notify(now, NotificationKind.BackupSkipped, [.. Savers], backup.Id, cause.ToString());
    }

    private bool Announce(DateTimeOffset now)
    {
        var soon = Backups.Where(backup => backup is { IsDownloadable: true, ExpiryAnnounced: false } && backup.ExpiresAt - ExpiryNotice <= now && backup.ExpiresAt > now).ToList();
        foreach (var backup in soon)
        {
            Replace(backup with { ExpiryAnnounced = true });
            Notify(now, NotificationKind.BackupExpiresTomorrow, RecipientsOf(backup), backup.Id);
        }
        return soon.Count > 0;
    }

    /// <summary>When time brings something next; an instant that has passed where it has brought something already. Null when nothing is ahead.</summary>
    public DateTimeOffset? WakeAt(TenantTerms terms, DateTimeOffset now) => Moments(terms.Retention)
        .Append(NextRun(terms)?.DueAt)
        .Concat(Orders.Select(AskAt))
        .Append(Outbox.Count > 0 ? now : null)
        .Min();

    // What time brings whether or not the SaaS knows the tenant.
    private IEnumerable<DateTimeOffset?> Moments(RetentionPolicy retention) => Backups.Where(backup => backup.IsDownloadable)
        .Select(backup => backup.ExpiryAnnounced ? backup.ExpiresAt : backup.ExpiresAt - ExpiryNotice)
        .Concat(Undeleted.Select(backup => (DateTimeOffset?)DeletionOf(backup, retention)))
        .Concat(Untidied.Select(backup => backup.EndedAt + TidyAfter))
        .Append(Webhooks.NextAt);

    private bool ExpireDue(DateTimeOffset now)
    {
        var expired = Backups.Where(backup => backup.IsDownloadable && backup.ExpiresAt <= now).ToList();
        foreach (var backup in expired) Replace(backup.Expire(now));
        return expired.Count > 0;
    }

    private IReadOnlyList<BackupId> ToDelete(RetentionPolicy retention, DateTimeOffset now) =>
        Undeleted.Where(backup => DeletionOf(backup, retention) <= now).Select(backup => backup.Id).ToArray();

    private IEnumerable<Backup> Undeleted => Backups.Where(backup => backup is { State: BackupState.Expired, DeletedAt: null });

    private IReadOnlyList<BackupId> Tidy(DateTimeOffset now)
    {
        var due = Untidied.Where(backup => backup.EndedAt + TidyAfter <= now).ToList();
        foreach (var backup in due) Replace(backup with { IsTidied = true });
        return due.Select(backup => backup.Id).ToArray();
    }

    private IEnumerable<Backup> Untidied => Backups.Where(backup => backup.MayHaveStrays() && !backup.IsTidied);

    private static DateTimeOffset DeletionOf(Backup expired, RetentionPolicy retention) => retention.DeletionOf(expired.ExpiresAt!.Value);

    private Schedule Planned(Recurrence recurrence, DateOnly? from, TenantTerms terms, DateTimeOffset now)
    {
        var begin = from is { } day && terms.StartOf(day) is var start && start > now ? start : now;
        var planned = Schedule.Save(Schedule is { } old && old.Says(recurrence) ? old.Stop(now) : Schedule, recurrence, terms.Calendar, begin);
        return planned with { SavedAt = now };
    }

    private void AddSaver(Actor actor)
    {
        if (actor.Kind is ActorKind.Person && !Savers.Contains(actor.Id)) Savers.Add(actor.Id);
    }

    private Quota QuotaAt(Moment moment, TenantTerms terms) => QuotaAt(moment, terms, Schedule);

    // A run is charged by its place in its month, so all of the month has to be known; a forecast reaches six runs ahead.
    private Quota QuotaAt(Moment moment, TenantTerms terms, Schedule? schedule)
    {
        if (schedule is not { IsActive: true }) return new Quota(terms.Plan, Ledger, null);

        var handled = schedule.Version == Handled?.Id.Version ? Handled : null;
        var from = moment.Month().FirstDay();
        if (handled?.Day is { } day && day < from) from = Month.Of(day).FirstDay();
        var last = terms.Calendar.After(schedule, handled).Skip(PreviewedRuns).First().Day;
        var through = Month.Later(Month.Of(last), moment.Month().Plus(1)).LastDay();
        var runs = terms.Calendar.Of(schedule).Select(run => new Moment(run.Day, run.DueAt))
            .SkipWhile(run => run.Day < from).TakeWhile(run => run.Day <= through).ToArray();
        return new Quota(terms.Plan, Ledger, new ScheduledRuns(RhythmOf(schedule.Recurrence), from, through, runs, handled?.Day));
    }

    private static Rhythm RhythmOf(Recurrence recurrence) => recurrence switch
    {
        Recurrence.Weekly => Rhythm.Weekly,
        Recurrence.TwiceAMonth => Rhythm.TwoWeekly,
        _ => Rhythm.Monthly,
    };
}
