namespace Granary.Domain.Jobs;

/// <summary>Where a job stands.</summary>
[GenerateSerializer, Alias("granary.JobState")]
public enum JobState
{
    /// <summary>The schedule is active, and no backup is queued or in progress.</summary>
    Scheduled,

    /// <summary>A backup is queued or in progress.</summary>
    InProgress,

    /// <summary>It ended with files, which may have expired since.</summary>
    Completed,

    /// <summary>It failed, or was skipped.</summary>
    Failed,

    /// <summary>The schedule was stopped, or the backup was cancelled before it began.</summary>
    Stopped,
}
