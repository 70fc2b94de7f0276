namespace Granary.Domain.Scheduling;

/// <summary>What stopping the schedule comes to.</summary>
[GenerateSerializer, Alias("granary.StopAnswer")]
public enum StopAnswer
{
    Stopped,

    /// <summary>There was none, or it had been stopped before; nothing changed.</summary>
    NothingToStop,

    /// <summary>A backup is in progress; nothing changed.</summary>
    InProgress,

    /// <summary>Another schedule is in force than the one that was to be stopped; nothing changed.</summary>
    NotExpected,
}
