using Granary.Domain.Backups;
using Granary.Domain.Jobs;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// The tenant's grain, for programs that know one job where we have a schedule and backups, and have a number for everything. Whoever calls
/// has checked that the actor may see the tenant's backups. Every method throws <see cref="UnknownTenantException"/> when the SaaS has no
/// such tenant, except <see cref="GetNumber"/> of one that has its number.
/// </summary>
[Alias("granary.ITenantJobs")]
public interface ITenantJobs : IGrainOfTenant
{
    /// <summary>What backs up the tenant, or did last; null when nothing ever has.</summary>
    [Alias("GetJob"), Idempotent]
    Task<Job?> GetJob();

    /// <summary>A schedule is stopped, or a backup that is still queued cancelled. Asking again changes nothing.</summary>
    [Alias("CancelJob"), Idempotent]
    Task<CancelAnswer> CancelJob(Actor actor, JobId job);

    /// <summary>A page of what happened to jobs within <see cref="Tenant.JobMemory"/>, newest first.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="size">1 to 200 entries.</param>
    [Alias("GetHistory"), Idempotent]
    Task<JobHistory> GetHistory(int page, int size);

    /// <summary>The files of the latest backup that can be downloaded; null when there is none.</summary>
    [Alias("GetFiles"), Idempotent]
    Task<JobFiles?> GetFiles();

    /// <summary>The number of the tenant, which no other tenant has: the same for ever.</summary>
    [Alias("GetNumber"), Idempotent]
    Task<long> GetNumber();
}
