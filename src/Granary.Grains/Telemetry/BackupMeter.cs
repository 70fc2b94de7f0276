using System.Diagnostics.Metrics;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Grains.Telemetry;

/// <summary>
/// Counts what the tenants' logs tell, after the decision that wrote it is stored: what was decided twice and stored once counts once.
/// </summary>
internal sealed class BackupMeter
{
    private static readonly BackupState[] Outcomes = [BackupState.Ready, BackupState.ReadyWithWarnings, BackupState.Failed, BackupState.Skipped, BackupState.Cancelled];

    private readonly Counter<long> outcomes;
    private readonly Counter<long> skips;
    private readonly Counter<long> failures;
    private readonly Counter<long> records;
    private readonly Counter<long> size;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> startDelay;
    private readonly Histogram<double> lateness;

    public BackupMeter(IMeterFactory meters)
    {
        var meter = meters.Create(GranaryTelemetry.Name);
        outcomes = meter.CreateCounter<long>("granary.backup.outcomes", "{backup}", "Backups that have ended or were skipped, by outcome and origin.");
        skips = meter.CreateCounter<long>("granary.occurrence.skips", "{occurrence}", "Runs of schedules that were missed or not paid for, by reason.");
        failures = meter.CreateCounter<long>("granary.backup.attempt.failures", "{attempt}", "Attempts at a backup that failed, by what failed; most of them are tried again.");
        records = meter.CreateCounter<long>("granary.backup.records", "{record}", "Records in the backups that became ready.");
        size = meter.CreateCounter<long>("granary.backup.size", "By", "Bytes to download in the backups that became ready.");
        duration = Seconds("granary.backup.duration", "From the snapshot to the end of a backup, waiting not included.", [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400]);
        startDelay = Seconds("granary.backup.start_delay", "From when a backup fell due, or was asked for, until its snapshot was taken.", Waits);
        lateness = Seconds("granary.occurrence.lateness", "From when a run of a schedule fell due until it was accepted.", Waits);

        Histogram<double> Seconds(string name, string description, IReadOnlyList<double> bounds) =>
            meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
    }

    private static IReadOnlyList<double> Waits => [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600, 21_600, 86_400];

    /// <summary>Makes every series be there with 0: of one that begins with its first failure no monitor sees that failure as a change.</summary>
    public void Begin()
    {
        foreach (var outcome in Outcomes)
            foreach (var origin in Enum.GetValues<BackupOrigin>()) outcomes.Add(0, TagName.Outcome.With(outcome), TagName.Origin.With(origin));
        foreach (var reason in Enum.GetValues<SkipReason>()) skips.Add(0, TagName.SkipReason.With(reason));
        foreach (var reason in Enum.GetValues<RefusalReason>()) skips.Add(0, TagName.SkipReason.With(reason));
        foreach (var stage in Enum.GetValues<FaultStage>())
            foreach (var side in Enum.GetValues<FaultSide>()) failures.Add(0, TagName.FaultStage.With(stage), TagName.FaultSide.With(side));
        records.Add(0);
        size.Add(0);
    }

    /// <summary>A run of a schedule was accepted.</summary>
    public void Accepted(Backup backup) => lateness.Record((backup.RequestedAt - backup.Due()).TotalSeconds);

    public void AttemptFailed(Fault fault) => failures.Add(1, TagName.FaultStage.With(fault.Stage), TagName.FaultSide.With(fault.Side));

    /// <summary>What a stored decision has written to the log.</summary>
    public void Count(Tenant tenant, IEnumerable<LogEntry> entries)
    {
        foreach (var entry in entries)
            if (entry.Backup is { } id && tenant.Find(id) is { } backup) Count(entry.Event, backup);
    }

    private void Count(LogEvent what, Backup backup)
    {
        switch (what)
        {
            case LogEvent.BackupStarted:
                startDelay.Record((backup.StartedAt!.Value - backup.Due()).TotalSeconds, TagName.Origin.With(backup.Origin));
                break;
            case LogEvent.BackupReady or LogEvent.BackupReadyWithWarnings or LogEvent.BackupFailed or LogEvent.BackupSkipped or LogEvent.BackupCancelled:
                CountEnd(backup);
                break;
        }
    }

    private void CountEnd(Backup backup)
    {
        var outcome = TagName.Outcome.With(backup.State);
        outcomes.Add(1, outcome, TagName.Origin.With(backup.Origin));
        if (backup.Skip is { } skip) skips.Add(1, skip.Missed is { } missed ? TagName.SkipReason.With(missed) : TagName.SkipReason.With(skip.Refused!.Value));
        if (backup is { StartedAt: { } start, EndedAt: { } end }) duration.Record((end - start).TotalSeconds, outcome);
        if (backup.Publication is not { } publication) return;
        records.Add(publication.Records);
        size.Add(publication.Files.Sum(file => file.Size));
    }
}
