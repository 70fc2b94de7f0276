using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Grains;

/// <summary>What programs ask.</summary>
internal sealed partial class TenantGrain
{
    public Task<BackupAnswer> RequestBackupOnce(Actor actor, BackupOrigin origin, string key, DateTimeOffset askedAt) =>
        RequestAsync(origin, terms => Tenant.RequestOnce(actor, origin, key, askedAt, terms, Now));

    public Task<CancelAnswer> CancelBackup(Actor actor, BackupId backup) => CancelAsync(terms => Tenant.Cancel(actor, backup, terms, Now));

    public async Task<ScheduleAnswer> ReplaceSchedule(Actor actor, Recurrence recurrence, DateOnly? from, IReadOnlyList<int> expected)
    {
        var terms = await TickAsync();
        return await DecideAsync(terms, tenant => tenant.ReplaceSchedule(actor, recurrence, from, expected, terms, Now), answer => answer is ScheduleAnswer.Saved);
    }

    public async Task<StopAnswer> EndSchedule(Actor actor, IReadOnlyList<int> expected)
    {
        var terms = await TickAsync();
        return await DecideAsync(terms, tenant => tenant.EndSchedule(actor, expected, terms, Now), answer => answer is StopAnswer.Stopped);
    }

    private async Task<CancelAnswer> CancelAsync(Func<TenantTerms, CancelAnswer> cancel)
    {
        var terms = await TickAsync();
        var answer = await DecideAsync(terms, _ => cancel(terms), answer => answer is CancelAnswer.Cancelled);
        if (answer is CancelAnswer.Cancelled) await StartOpenBackupAsync();
        return answer;
    }
}
