using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Jobs;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

internal sealed partial class ScriptedTenantGrain : ITenantJobs
{
    public Task<Job?> GetJob() => Task.FromResult(Own.Tenant.Job(Own.Terms));

    public Task<CancelAnswer> CancelJob(Actor actor, JobId job) => ChangeAsync(own => own.Tenant.CancelJob(actor, job, own.Terms, Now));

    public async Task<JobHistory> GetHistory(int page, int size)
    {
        var log = await GetLog(page, size, Tenant.JobFilter(Now));
        return new JobHistory([.. log.Entries.Select(entry => Own.Tenant.JobEntryOf(entry, Own.Terms))], log.Total > (long)page * size);
    }

    public async Task<JobFiles?> GetFiles() => Tenant.Downloadable(Now) is { } backup
        ? new JobFiles(await GetNumber(), backup.Id, [.. backup.Publication!.Files.Select(file => file.Name)], Own.Terms.LocalTimeOf(backup.ExpiresAt!.Value))
        : null;

    public Task<long> GetNumber()
    {
        if (Own.Tenant.Number == 0) Own.Tenant.TakeNumber(script.NextNumber());
        return Task.FromResult(Own.Tenant.Number);
    }
}
