using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Jobs;
using Granary.Domain.Tenants;

namespace Granary.Grains;

/// <summary>Looking is a decision here: whoever is seen for the first time gets a number, which is stored before it is told.</summary>
internal sealed partial class TenantGrain
{
    public async Task<Job?> GetJob()
    {
        var terms = await TermsAsync();
        return await NumberingAsync(terms, tenant => tenant.Job(terms));
    }

    public Task<CancelAnswer> CancelJob(Actor actor, JobId job) => CancelAsync(terms => Tenant.CancelJob(actor, job, terms, Now));

    public async Task<JobHistory> GetHistory(int page, int size)
    {
        var terms = await TermsAsync();
        var log = await LogPageAsync(page, size, Tenant.JobFilter(Now));
        var entries = await NumberingAsync(terms, tenant => log.Entries.Select(entry => tenant.JobEntryOf(entry, terms)).ToArray());
        return new JobHistory(entries, log.Total > (long)page * size);
    }

    public async Task<JobFiles?> GetFiles()
    {
        var terms = await TermsAsync();
        return Tenant.Downloadable(Now) is { Publication: { } publication, ExpiresAt: { } expiresAt } backup
            ? new JobFiles(await NumberAsync(terms), backup.Id, publication.Files.Select(file => file.Name).ToArray(), terms.LocalTimeOf(expiresAt))
            : null;
    }

    public async Task<long> GetNumber() => Tenant.Number > 0 ? Tenant.Number : await NumberAsync(await TermsAsync());

    private async Task<long> NumberAsync(TenantTerms terms)
    {
        if (Tenant.Number == 0)
        {
            var number = await GrainFactory.TenantNumbers().Next();
            await DecideAsync(terms, tenant => tenant.TakeNumber(number));
        }
        return Tenant.Number;
    }

    private async Task<T> NumberingAsync<T>(TenantTerms terms, Func<Tenant, T> look)
    {
        var (seen, _) = await DecideAsync(
            terms,
            tenant =>
            {
                var known = tenant.Numbered.Count;
                return (Seen: look(tenant), IsNew: tenant.Numbered.Count > known);
            },
            outcome => outcome.IsNew);
        return seen;
    }
}
