namespace Granary.Domain.Jobs;

/// <summary>What happened to jobs, or to what pays for them.</summary>
[GenerateSerializer, Alias("granary.JobEvent")]
public enum JobEvent
{
    /// <summary>A schedule was saved, or a backup asked for.</summary>
    Scheduled,

    /// <summary>A schedule was stopped, or a queued backup cancelled.</summary>
    Stopped,

    /// <summary>One-time units, the weekly subscription or an edition were paid.</summary>
    Purchased,

    Completed,

    /// <summary>A backup failed, or was skipped.</summary>
    Failed,
}
