using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

internal sealed class ScriptedTenantGrain(Script script, TimeProvider time) : Grain, ITenantGrain
{
    private ScriptedTenant Own
    {
        get
        {
            var own = script.Of(GrainKeys.TenantOf(this.GetPrimaryKeyString()));
            return own.Outage is null ? own : throw own.Outage;
        }
    }

    public Task<BackupAnswer> RequestBackup(Actor actor, BackupOrigin origin, TextMode textMode) =>
        Task.FromResult(Own.Tenant.Request(actor, origin, textMode, time.GetUtcNow()));

    public Task<TenantOverview> GetOverview()
    {
        var own = Own;
        Interlocked.Increment(ref own.Overviews);
        return Task.FromResult(new TenantOverview(own.Profile, own.Tenant.OpenBackup(), [.. own.Tenant.Backups.Where(backup => !backup.IsOpen).Reverse()]));
    }

    public Task<LogPage> GetLog(int page, int size) =>
        Task.FromResult(new LogPage([.. Own.Tenant.Log.AsEnumerable().Reverse().Skip((page - 1) * size).Take(size)], Own.Tenant.Log.Count));

    public Task<DownloadAnswer> AuthorizeDownload(BackupId backup, string file) =>
        Task.FromResult(Own.Tenant.MayDownload(backup, file, time.GetUtcNow()));

    public Task RecordDownload(BackupId backup, string file, Actor actor)
    {
        Own.Tenant.RecordDownload(backup, file, actor, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task RecordOperatorBackup(Actor actor) => throw new NotSupportedException();

    public Task<Backup?> FindBackup(BackupId backup) => throw new NotSupportedException();

    public Task BackupStarted(BackupId backup) => throw new NotSupportedException();

    public Task BackupPublished(BackupId backup, Publication publication) => throw new NotSupportedException();

    public Task BackupFailed(BackupId backup, Fault fault) => throw new NotSupportedException();
}
