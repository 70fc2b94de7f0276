using Granary.Domain.Backups;
using Granary.Domain.Jobs;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;

namespace Granary.Domain.Tenants;

/// <summary>The same facts for programs that know one job where we have a schedule and backups, and have a number for everything.</summary>
public sealed partial class Tenant
{
    /// <summary>How far back programs see what happened to jobs.</summary>
    public static readonly TimeSpan JobMemory = TimeSpan.FromDays(365);

    private static readonly LogEvent[] JobEvents =
    [
        LogEvent.ScheduleSaved, LogEvent.ScheduleStopped, LogEvent.BackupRequested, LogEvent.BackupCancelled, LogEvent.BackupReady,
        LogEvent.BackupReadyWithWarnings, LogEvent.BackupFailed, LogEvent.BackupSkipped, LogEvent.Purchased,
    ];

    /// <summary>No other tenant has it; 0 while nobody has asked for it.</summary>
    public long Number { get; set; }

    /// <summary>Everybody who has a number, by kind and id: the first has 1. As long as the list of all who ever did something here.</summary>
    public List<string> Numbered { get; init; } = [];

    /// <summary>The entries that tell of jobs.</summary>
    public static LogFilter JobFilter(DateTimeOffset now) => new(JobEvents, Since: now - JobMemory);

    /// <summary>From now on that is its number. False when it has one.</summary>
    public bool TakeNumber(long number)
    {
        if (Number > 0) return false;

        Number = number;
        return true;
    }

    /// <summary>Somebody with the number that is theirs for ever. Whoever has none is given the next.</summary>
    public NumberedActor Numbering(Actor actor)
    {
        var key = $"{actor.Kind}/{actor.Id}";
        if (!Numbered.Contains(key)) Numbered.Add(key);
        return new NumberedActor(Numbered.IndexOf(key) + 1, actor.Name);
    }

    /// <summary>What backs up the tenant, or did last; null when nothing ever has. May give somebody a number.</summary>
    public Job? Job(TenantTerms terms)
    {
        var open = OpenBackup();
        if (Schedule is { IsActive: true } active && open is null or { Origin: BackupOrigin.Scheduled })
            return JobOf(active, open is null ? JobState.Scheduled : JobState.InProgress, terms);
        if ((open ?? Backups.LastOrDefault()) is { } latest && !(Schedule?.StoppedAt >= latest.EndedAt))
            return new Job(JobId.Of(latest.Id), StateOf(latest), null, null, null, Numbering(RequesterOf(latest)));
        return Schedule is null ? null : JobOf(Schedule, JobState.Stopped, terms);
    }

    /// <summary>Stops a schedule, or cancels a backup that is still queued.</summary>
    public CancelAnswer CancelJob(Actor actor, JobId job, TenantTerms terms, DateTimeOffset now)
    {
        if (job.Backup is { } backup) return Cancel(actor, backup, terms, now);
        if (job.Schedule is not { } version || version > (Schedule?.Version ?? 0)) return CancelAnswer.Unknown;

        return EndSchedule(actor, [version], terms, now) switch
        {
            StopAnswer.Stopped => CancelAnswer.Cancelled,
            StopAnswer.InProgress => CancelAnswer.InProgress,
            _ => CancelAnswer.AlreadyCancelled,
        };
    }

    /// <summary>What an entry tells of jobs. May give somebody a number.</summary>
    public JobEntry JobEntryOf(LogEntry entry, TenantTerms terms)
    {
        var backup = entry.Backup is { } id ? Find(id) : null;
        var isOutcome = entry.Event is LogEvent.BackupReady or LogEvent.BackupReadyWithWarnings or LogEvent.BackupFailed or LogEvent.BackupSkipped;
        return new JobEntry(
            entry.Number,
            EventOf(entry.Event),
            Numbering(isOutcome && backup is not null ? RequesterOf(backup) : entry.Actor),
            terms.LocalTimeOf(entry.At),
            entry.Event is LogEvent.BackupRequested || backup is { Origin: not BackupOrigin.Scheduled },
            RecurrenceOf(entry, backup) is { } recurrence ? RhythmOf(recurrence) : null,
            entry.Event is LogEvent.Purchased && PurchaseSummary.Parse(entry.Detail!).Units is > 0 and var units ? units : null,
            backup is { IsDownloadable: true, Publication: { } publication } && isOutcome ? publication.Files[0].Name : null);
    }

    /// <summary>The latest backup that can be downloaded; null when there is none.</summary>
    public Backup? Downloadable(DateTimeOffset now) => Backups.FindLast(backup => backup.IsDownloadable && backup.ExpiresAt > now);

    private Job JobOf(Schedule schedule, JobState state, TenantTerms terms) => new(
        JobId.Of(schedule),
        state,
        schedule.Recurrence,
        terms.Calendar.Of(schedule with { StoppedAt = null }).First().DueAt,
        NextRun(terms)?.DueAt,
        Numbering(SaverOf(schedule)));

    private Actor RequesterOf(Backup backup) =>
        backup.Origin is BackupOrigin.Scheduled && Schedule is { } schedule && backup.Occurrence?.Id.Version == schedule.Version ? SaverOf(schedule) : backup.RequestedBy;

    // Schedules did not always know who saved them.
    private Actor SaverOf(Schedule schedule) =>
        schedule.SavedBy ?? Log.Entries.FindLast(entry => entry.Event is LogEvent.ScheduleSaved)?.Actor ?? Actor.Granary;

    private Recurrence? RecurrenceOf(LogEntry entry, Backup? backup) => entry.Event switch
    {
        LogEvent.ScheduleSaved => Rrule.Parse(entry.Detail) is RruleAnswer.Accepted { Recurrence: var saved } ? saved : null,
        LogEvent.ScheduleStopped => Schedule?.StoppedAt == entry.At ? Schedule.Recurrence : null,
        _ => backup?.Occurrence is { Id.Version: var version } && version == Schedule?.Version ? Schedule.Recurrence : null,
    };

    private static JobState StateOf(Backup backup) => backup.State switch
    {
        BackupState.Queued or BackupState.InProgress => JobState.InProgress,
        BackupState.Ready or BackupState.ReadyWithWarnings or BackupState.Expired => JobState.Completed,
        BackupState.Failed or BackupState.Skipped => JobState.Failed,
        BackupState.Cancelled => JobState.Stopped,
        _ => throw new ArgumentOutOfRangeException(nameof(backup), backup.State, "Not a state of a backup."),
    };

    private static JobEvent EventOf(LogEvent what) => what switch
    {
        LogEvent.ScheduleSaved or LogEvent.BackupRequested => JobEvent.Scheduled,
        LogEvent.ScheduleStopped or LogEvent.BackupCancelled => JobEvent.Stopped,
        LogEvent.Purchased => JobEvent.Purchased,
        LogEvent.BackupReady or LogEvent.BackupReadyWithWarnings => JobEvent.Completed,
        LogEvent.BackupFailed or LogEvent.BackupSkipped => JobEvent.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "It tells nothing of jobs."),
    };
}
