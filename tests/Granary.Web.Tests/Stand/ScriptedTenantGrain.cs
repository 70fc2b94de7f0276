using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

internal sealed partial class ScriptedTenantGrain(Script script, TimeProvider time) : Grain, ITenantGrain, ITenantPurchases
{
    private ScriptedTenant Own
    {
        get
        {
            var own = script.Of(GrainKeys.TenantOf(this.GetPrimaryKeyString()));
            return own.Outage is null ? own : throw own.Outage;
        }
    }

    private Tenant Tenant => Own.Tenant;

    private DateTimeOffset Now => time.GetUtcNow();

    public Task<BackupAnswer> RequestBackup(Actor actor, BackupOrigin origin, DateTimeOffset askedAt) => ChangeAsync(own => own.Tenant.Request(actor, origin, askedAt, own.Terms, Now));

    public Task<TenantOverview> GetOverview()
    {
        var own = Own;
        Interlocked.Increment(ref own.Overviews);
        return Task.FromResult(new TenantOverview(
            own.Profile,
            own.Tenant.OpenBackup(),
            [.. own.Tenant.Backups.Where(backup => !backup.IsOpen).Reverse()],
            own.Tenant.TextMode,
            own.Tenant.Schedule is { IsActive: true } schedule ? schedule : null,
            own.Tenant.NextRun(own.Terms),
            own.Tenant.QuotaLine(own.Terms, Now)));
    }

    public Task<SchedulePreview> PreviewSchedule(Recurrence recurrence, DateOnly? from) => Task.FromResult(Tenant.Preview(recurrence, from, Own.Terms, Now));

    public Task<ScheduleAnswer> SaveSchedule(Actor actor, Recurrence recurrence, DateOnly? from) =>
        ChangeAsync(own => own.Tenant.SaveSchedule(actor, recurrence, from, own.Terms, Now));

    public Task<StopAnswer> StopSchedule(Actor actor) => ChangeAsync(own => own.Tenant.StopSchedule(actor, own.Terms, Now));

    public Task SetTextMode(Actor actor, TextMode textMode) => ChangeAsync(own => own.Tenant.ChangeTextMode(actor, textMode, Now));

    public Task<LogPage> GetLog(int page, int size, LogFilter filter)
    {
        var all = Tenant.Log.Entries.AsEnumerable().Reverse().ToList();
        var passing = all.Where(filter.Lets).ToList();
        return Task.FromResult(new LogPage(
            [.. passing.Skip((page - 1) * size).Take(size)],
            passing.Count,
            [.. all.Select(entry => entry.Actor).DistinctBy(actor => actor.Id)]));
    }

    public Task<NotificationList> GetNotifications(string person)
    {
        Interlocked.Increment(ref Own.NotificationLooks);
        return Task.FromResult(new NotificationList([.. Tenant.Notifications.For(person)], Tenant.Notifications.Last));
    }

    public Task ReadNotifications(string person, long through) => ChangeAsync(own => own.Tenant.Notifications.Read(person, through));

    public Task See(Person person, bool isAdministrator) => Task.FromResult(Tenant.See(person, isAdministrator));

    public Task<long> SetUnits(Actor actor, int count) => ChangeAsync(own => own.Tenant.SetUnits(actor, count, Now));

    public Task PaySubscription(Actor actor, DateTimeOffset start, DateTimeOffset end) => ChangeAsync(own =>
    {
        own.Tenant.PaySubscription(actor, start, end, Now);
        return true;
    });

    public Task EndSubscription(Actor actor) => ChangeAsync(own => own.Tenant.EndSubscription(actor, Now));

    public Task<DownloadAnswer> AuthorizeDownload(BackupId backup, string file) => Task.FromResult(Tenant.MayDownload(backup, file, Now));

    public Task RecordDownload(BackupId backup, string file, Actor actor) => ChangeAsync(own => own.Tenant.RecordDownload(backup, file, actor, Now));

    public Task RecordOperatorBackup(Actor actor, string reason) => throw new NotSupportedException();

    public Task WebhookTried(long message, bool hasArrived) => throw new NotSupportedException();

    public Task<Backup?> FindBackup(BackupId backup) => Task.FromResult(Tenant.Find(backup));

    public Task<BackupTurn> GetTurn(BackupId backup) => throw new NotSupportedException();

    public Task<int?> BeginAttempt(BackupId backup, int last) => ChangeAsync(own => own.Tenant.BeginAttempt(backup, last));

    public Task<bool> BackupStarted(BackupId backup) => ChangeAsync(own => own.Tenant.Start(backup, Now));

    public Task BackupPublished(BackupId backup, Publication publication) => ChangeAsync(own => own.Tenant.Publish(backup, publication, own.Terms));

    public Task Wake() => throw new NotSupportedException();

    public Task MailSent(string mail) => throw new NotSupportedException();

    public Task<bool> BackupFailed(BackupId backup, int epoch, Fault fault) => ChangeAsync(own => own.Tenant.Fail(backup, epoch, fault, own.Terms, Now));

    private async Task<T> ChangeAsync<T>(Func<ScriptedTenant, T> change)
    {
        var own = Own;
        var answer = change(own);
        var stream = this.GetStreamProvider(TenantSignal.Provider).GetStream<TenantSignal>(TenantSignal.StreamOf(own.Profile.Id));
        await stream.OnNextAsync(new TenantSignal(own.Tenant.Notifications.Last));
        return answer;
    }
}
