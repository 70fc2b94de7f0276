using Granary.Domain.Jobs;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;

namespace Granary.Web.BulkApi;

/// <summary>What clients call it.</summary>
internal static class JobWords
{
    public static string StatusOf(JobState state) => state switch
    {
        JobState.Scheduled => "SCHEDULED",
        JobState.InProgress => "INPROGRESS",
        JobState.Completed => "COMPLETED",
        JobState.Failed => "FAILED",
        JobState.Stopped => "STOPPED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a job."),
    };

    public static string? RuleOf(Recurrence? recurrence) => recurrence is null ? null : $"RRULE:{Rrule.Format(recurrence)}";

    /// <summary>Null for what is no outcome.</summary>
    public static string? StateOf(JobEvent what) => what switch
    {
        JobEvent.Completed => "completed",
        JobEvent.Failed => "failure",
        _ => null,
    };

    /// <summary>Null for an outcome.</summary>
    public static string? ActionOf(JobEvent what) => what switch
    {
        JobEvent.Scheduled => "scheduled",
        JobEvent.Stopped => "stopped",
        JobEvent.Purchased => "purchased",
        _ => null,
    };

    public static string? RepeatOf(JobEntry entry) => entry switch
    {
        { IsSingle: true } => "immediate",
        { Rhythm: Rhythm.Weekly } => "weekly",
        { Rhythm: Rhythm.TwoWeekly } => "biweekly",
        { Rhythm: Rhythm.Monthly } => "monthly",
        _ => null,
    };
}
