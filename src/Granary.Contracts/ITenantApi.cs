using Granary.Domain.Backups;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// The tenant's grain, for programs: what they ask may be asked again, and changes only what they have seen. Whoever calls has
/// checked that the actor may do it for the tenant. Every method throws <see cref="UnknownTenantException"/> when the SaaS has no such tenant.
/// </summary>
[Alias("granary.ITenantApi")]
public interface ITenantApi : IGrainOfTenant
{
    /// <summary>
    /// As <see cref="ITenantGrain.RequestBackup"/>. Asked again with the same key within 24 hours, by the same actor, the answer is the
    /// one that was given first, whatever has become of its backup; a refusal is no answer.
    /// </summary>
    /// <param name="key">1 to <see cref="StartKey.Longest"/> characters.</param>
    /// <param name="askedAt">The instant of the call, by the caller's clock.</param>
    [Alias("RequestBackupOnceAt"), Idempotent]
    Task<BackupAnswer> RequestBackupOnce(Actor actor, BackupOrigin origin, string key, DateTimeOffset askedAt);

    /// <summary>A backup that is still queued is not to run: its quota comes back. Asking again changes nothing.</summary>
    [Alias("CancelBackup"), Idempotent]
    Task<CancelAnswer> CancelBackup(Actor actor, BackupId backup);

    /// <summary>As <see cref="ITenantGrain.SaveSchedule"/>, if the schedule in force is the one that the caller knows.</summary>
    /// <param name="expected">The versions one of which is to be in force; none when there is to be no schedule.</param>
    [Alias("ReplaceSchedule")]
    Task<ScheduleAnswer> ReplaceSchedule(Actor actor, Recurrence recurrence, DateOnly? from, IReadOnlyList<int> expected);

    /// <summary>As <see cref="ITenantGrain.StopSchedule"/>, if the schedule in force is the one that the caller knows.</summary>
    /// <param name="expected">The versions one of which is to be in force.</param>
    [Alias("EndSchedule")]
    Task<StopAnswer> EndSchedule(Actor actor, IReadOnlyList<int> expected);

    /// <summary>Entries of the activity log that pass a filter, newest first.</summary>
    /// <param name="before">Only those with a lower number; null for the newest.</param>
    /// <param name="size">1 to 201 at most: a page of 200, and one to see whether there is another.</param>
    [Alias("ReadLog"), Idempotent]
    Task<IReadOnlyList<LogEntry>> ReadLog(long? before, int size, LogFilter filter);
}
