using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

internal sealed partial class ScriptedTenantGrain : ITenantApi
{
    public Task<BackupAnswer> RequestBackupOnce(Actor actor, BackupOrigin origin, string key, DateTimeOffset askedAt) =>
        ChangeAsync(own => own.Tenant.RequestOnce(actor, origin, key, askedAt, own.Terms, Now).Answer);

    public Task<CancelAnswer> CancelBackup(Actor actor, BackupId backup) => ChangeAsync(own => own.Tenant.Cancel(actor, backup, own.Terms, Now));

    public Task<ScheduleAnswer> ReplaceSchedule(Actor actor, Recurrence recurrence, DateOnly? from, IReadOnlyList<int> expected) =>
        ChangeAsync(own => own.Tenant.ReplaceSchedule(actor, recurrence, from, expected, own.Terms, Now));

    public Task<StopAnswer> EndSchedule(Actor actor, IReadOnlyList<int> expected) => ChangeAsync(own => own.Tenant.EndSchedule(actor, expected, own.Terms, Now));

    public Task<IReadOnlyList<LogEntry>> ReadLog(long? before, int size, LogFilter filter) => Task.FromResult<IReadOnlyList<LogEntry>>(
        [.. Tenant.Log.Entries.AsEnumerable().Reverse().Where(entry => !(entry.Number >= before) && filter.Lets(entry)).Take(size)]);
}
