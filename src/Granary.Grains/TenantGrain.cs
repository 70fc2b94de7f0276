using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Retention;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Granary.Grains;

[GrainType("tenant")]
internal sealed partial class TenantGrain(
    [PersistentState("tenant")] IPersistentState<Tenant> stored,
    ICrmSource crm,
    IOpenBackups openBackups,
    IOptions<RetentionPolicy> retention,
    TimeProvider time,
    ILogger<TenantGrain> logger) : Grain, ITenantGrain
{
    private TenantId Id => GrainKeys.TenantOf(this.GetPrimaryKeyString());

    private Tenant Tenant => stored.State;

    public async Task<BackupAnswer> RequestBackup(Actor actor, BackupOrigin origin, TextMode textMode)
    {
        await FindProfileAsync();
        var answer = await DecideAsync(
            tenant => tenant.Request(actor, origin, textMode, time.GetUtcNow()),
            changes: answer => !answer.AlreadyRunning,
            before: answer => openBackups.AddAsync(Id, answer.Id, CancellationToken.None));
        if (!answer.AlreadyRunning) LogRequested(Id, answer.Id, origin);
        await StartAsync(answer.Id);
        return answer;
    }

    public async Task<TenantOverview> GetOverview()
    {
        var profile = await FindProfileAsync();
        return new TenantOverview(profile, Tenant.OpenBackup(), Tenant.Backups.Where(backup => !backup.IsOpen).Reverse().ToArray());
    }

    public Task<LogPage> GetLog(int page, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 200);
        var entries = Tenant.Log.AsEnumerable().Reverse().Skip((int)Math.Min((page - 1L) * size, int.MaxValue)).Take(size).ToArray();
        return Task.FromResult(new LogPage(entries, Tenant.Log.Count));
    }

    public Task<DownloadAnswer> AuthorizeDownload(BackupId backup, string file) =>
        Task.FromResult(Tenant.MayDownload(backup, file, time.GetUtcNow()));

    public Task RecordDownload(BackupId backup, string file, Actor actor) =>
        DecideAsync(tenant => tenant.RecordDownload(backup, file, actor, time.GetUtcNow()), changes: isNew => isNew);

    public async Task RecordOperatorBackup(Actor actor)
    {
        await FindProfileAsync();
        await DecideAsync(
            tenant =>
            {
                tenant.RecordOperatorBackup(actor, time.GetUtcNow());
                return true;
            },
            changes: _ => true);
    }

    public Task<Backup?> FindBackup(BackupId backup) => Task.FromResult(Tenant.Find(backup));

    public Task BackupStarted(BackupId backup) =>
        DecideAsync(tenant => tenant.Start(backup, time.GetUtcNow()), changes: isNew => isNew);

    public async Task BackupPublished(BackupId backup, Publication publication)
    {
        if (await DecideAsync(tenant => tenant.Publish(backup, publication, retention.Value), changes: isNew => isNew))
            LogPublished(Id, backup, publication.Records, publication.WarningCount);
    }

    public async Task BackupFailed(BackupId backup, Fault fault)
    {
        if (await DecideAsync(tenant => tenant.Fail(backup, fault, time.GetUtcNow()), changes: isNew => isNew))
            LogFailed(Id, backup, fault.Stage, fault.Side, fault.Detail);
    }

    private async Task<TenantProfile> FindProfileAsync() =>
        await crm.FindTenantAsync(Id, CancellationToken.None) ?? throw UnknownTenantException.For(Id);

    // One decision, one write. When somebody else wrote meanwhile, the decision is taken again on what is stored now;
    // when the write fails otherwise, nothing of the decision stays in memory.
    private async Task<T> DecideAsync<T>(Func<Tenant, T> decision, Func<T, bool> changes, Func<T, Task>? before = null)
    {
        for (var retry = true; ; retry = false)
        {
            try
            {
                var outcome = decision(Tenant);
                if (!changes(outcome)) return outcome;
                if (before is not null) await before(outcome);
                await stored.WriteStateAsync();
                return outcome;
            }
            catch (Exception exception)
            {
                try
                {
                    await stored.ReadStateAsync();
                }
                catch (Exception)
                {
                    DeactivateOnIdle();
                    throw;
                }
                if (exception is not InconsistentStateException || !retry) throw;
            }
        }
    }

    // The backup is recorded: should this call be lost, the sweep of the next silo makes it again.
    private async Task StartAsync(BackupId backup)
    {
        try
        {
            await GrainFactory.Backup(Id, backup).Run();
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            LogNotStarted(exception, Id, backup);
        }
    }

    [LoggerMessage(LogLevel.Information, "Backup {Backup} of {Tenant} was requested ({Origin})")]
    private partial void LogRequested(TenantId tenant, BackupId backup, BackupOrigin origin);

    [LoggerMessage(LogLevel.Warning, "Backup {Backup} of {Tenant} is recorded but could not be started yet")]
    private partial void LogNotStarted(Exception exception, TenantId tenant, BackupId backup);

    [LoggerMessage(LogLevel.Information, "Backup {Backup} of {Tenant} is ready: {Records} records, {Warnings} warnings")]
    private partial void LogPublished(TenantId tenant, BackupId backup, long records, int warnings);

    [LoggerMessage(LogLevel.Error, "Backup {Backup} of {Tenant} failed: {Stage}, {Side}: {Detail}")]
    private partial void LogFailed(TenantId tenant, BackupId backup, FaultStage stage, FaultSide side, string detail);
}
