using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Grains.Regions;
using Granary.Grains.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Granary.Grains;

/// <summary>
/// Every method is the same: load, let <see cref="Domain.Tenants.Tenant"/> decide, store once, act. What is to happen
/// later hangs on one reminder, which is set before the state that needs it is stored, and put off after it: a reminder too
/// many finds nothing to do, one too few would be a backup that never comes.
/// </summary>
[GrainType("tenant"), StaysInRegion]
internal sealed partial class TenantGrain(
    [PersistentState("tenant")] IPersistentState<Tenant> stored,
    ICrmSource crm,
    IArchiveStore store,
    IOpenBackups openBackups,
    LeftBackups leftBackups,
    ILogTable logTable,
    IFleet fleet,
    INotifier notifier,
    IWebhook webhook,
    IPaymentProvider payments,
    IOptions<Plans> plans,
    IOptions<PriceList> prices,
    IOptions<ScheduleOptions> schedule,
    IOptions<RetentionPolicy> retention,
    TimeProvider time,
    BackupMeter meter,
    ILogger<TenantGrain> logger) : Grain, ITenantGrain, ITenantPurchases, ITenantApi, ITenantTokens, ITenantJobs, IRemindable
{
    // Whoever asks for something meanwhile waits for so long at most.
    private static readonly TimeSpan DeletesFor = TimeSpan.FromSeconds(10);

    // While what is decided is not stored.
    private bool isDeciding;

    private TenantId Id => GrainKeys.TenantOf(this.GetPrimaryKeyString());

    private Tenant Tenant => stored.State;

    private DateTimeOffset Now => time.GetUtcNow();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // One that has done nothing yet stands nowhere; it may not even exist.
        if (Tenant.Log.Last > 0) _ = ShowInBackgroundAsync();
        return Task.CompletedTask;
    }

    public Task<BackupAnswer> RequestBackup(Actor actor, BackupOrigin origin, DateTimeOffset askedAt) => RequestAsync(origin, terms =>
    {
        var answer = Tenant.Request(actor, origin, askedAt, terms, Now);
        return new BackupStart(answer, IsNew: answer is BackupAnswer.Accepted);
    });

    public async Task<TenantOverview> GetOverview()
    {
        var terms = await TermsAsync();
        return new TenantOverview(
            terms.Profile,
            Tenant.OpenBackup(),
            Tenant.Backups.Where(backup => !backup.IsOpen).Reverse().ToArray(),
            Tenant.TextMode,
            Tenant.Schedule is { IsActive: true } active ? active : null,
            Tenant.NextRun(terms),
            Tenant.QuotaLine(terms, Now));
    }

    public async Task<SchedulePreview> PreviewSchedule(Recurrence recurrence, DateOnly? from) =>
        Tenant.Preview(recurrence, from, await TermsAsync(), Now);

    public async Task<ScheduleAnswer> SaveSchedule(Actor actor, Recurrence recurrence, DateOnly? from)
    {
        RefuseHaste();
        var terms = await TickAsync();
        return await DecideAsync(terms, tenant => tenant.SaveSchedule(actor, recurrence, from, terms, Now), answer => answer is ScheduleAnswer.Saved);
    }

    public async Task<StopAnswer> StopSchedule(Actor actor)
    {
        var terms = await TickAsync();
        return await DecideAsync(terms, tenant => tenant.StopSchedule(actor, terms, Now), answer => answer is StopAnswer.Stopped);
    }

    public async Task SetTextMode(Actor actor, TextMode textMode)
    {
        RefuseHaste();
        await DecideAsync(await TermsAsync(), tenant => tenant.ChangeTextMode(actor, textMode, Now));
    }

    public Task<NotificationList> GetNotifications(string person) =>
        Task.FromResult(new NotificationList(Tenant.Notifications.For(person).ToArray(), Tenant.Notifications.Last));

    public async Task ReadNotifications(string person, long through) =>
        await DecideAsync(await TermsAsync(), tenant => tenant.Notifications.Read(person, through));

    public async Task See(Person person, bool isAdministrator) =>
        await DecideAsync(await TermsAsync(), tenant => tenant.See(person, isAdministrator));

    public async Task<long> SetUnits(Actor actor, int count) =>
        await DecideAsync(await TermsAsync(), tenant => tenant.SetUnits(actor, count, Now), _ => true);

    public async Task PaySubscription(Actor actor, DateTimeOffset start, DateTimeOffset end) =>
        await RecordAsync(await TermsAsync(), tenant => tenant.PaySubscription(actor, start, end, Now));

    public async Task EndSubscription(Actor actor) =>
        await DecideAsync(await TermsAsync(), tenant => tenant.EndSubscription(actor, Now));

    public Task<DownloadAnswer> AuthorizeDownload(BackupId backup, string file) =>
        Task.FromResult(Tenant.MayDownload(backup, file, Now));

    public async Task RecordDownload(BackupId backup, string file, Actor actor) =>
        await DecideAsync(await TermsAsync(), tenant => tenant.RecordDownload(backup, file, actor, Now));

    public async Task RecordOperatorBackup(Actor actor, string reason)
    {
        var why = OperatorReason.Parse(reason);
        await RecordAsync(await TermsAsync(), tenant => tenant.RecordOperatorBackup(actor, why, Now));
    }

    public async Task<Backup?> FindBackup(BackupId backup) => (await KnowingAsync(backup)).Find(backup);

    public async Task<BackupTurn> GetTurn(BackupId backup)
    {
        // Whoever asks clears away what no tenant knows. An activation that this one knows nothing of may be about to record it: it finds that somebody
        // has written, and decides again, under another number.
        if ((await KnowingAsync(backup)).Find(backup) is null) await DecideAsync(await FindTermsAsync(), tenant => tenant.Find(backup) is null);
        var isUnknown = Tenant.TurnOf(backup) is Turn.Run && await FindTermsAsync() is null;
        if (isUnknown) await TickAsync(terms: null);
        var turn = Tenant.TurnOf(backup);
        // What nobody can read waits until its tenant is known again or wound up.
        return new BackupTurn(isUnknown && turn is Turn.Run ? Turn.Wait : turn, Tenant.Find(backup));
    }

    public async Task<int?> BeginAttempt(BackupId backup, int last)
    {
        await KnowingAsync(backup);
        return await DecideAsync(await TermsAsync(), tenant => tenant.BeginAttempt(backup, last), epoch => epoch is not null);
    }

    public async Task<bool> BackupStarted(BackupId backup)
    {
        await KnowingAsync(backup);
        await DecideAsync(await TermsAsync(), tenant => tenant.Start(backup, Now));
        return Tenant.TurnOf(backup) is Turn.Run;
    }

    public async Task BackupPublished(BackupId backup, Publication publication)
    {
        var terms = await TermsAsync();
        if (await DecideAsync(terms, tenant => tenant.Publish(backup, publication, terms)))
            LogPublished(Id, backup, publication.Records, publication.WarningCount);
        await StartOpenBackupAsync();
    }

    public async Task<bool> BackupFailed(BackupId backup, int epoch, Fault fault)
    {
        var terms = await TermsAsync();
        if (await DecideAsync(terms, tenant => tenant.Fail(backup, epoch, fault, terms, Now)))
            LogFailed(Id, backup, fault.Stage, fault.Side, fault.Detail);
        await StartOpenBackupAsync();
        return Tenant.TurnOf(backup) is Turn.Over;
    }

    public async Task MailSent(string mail) =>
        await DecideAsync(await FindTermsAsync(), tenant => tenant.Mailed(mail));

    public async Task WebhookTried(long message, bool hasArrived) =>
        await DecideAsync(await FindTermsAsync(), tenant => tenant.Webhooks.Tried(message, hasArrived, Now));

    private async Task<BackupAnswer> RequestAsync(BackupOrigin origin, Func<TenantTerms, BackupStart> request)
    {
        var terms = await TickAsync();
        var start = await DecideAsync(terms, _ => request(terms), start => start.IsNew, start => start.Answer is BackupAnswer.Accepted { Id: var accepted }
            ? openBackups.AddAsync(Id, accepted, CancellationToken.None)
            : Task.CompletedTask);
        if (start is { IsNew: true, Answer: BackupAnswer.Accepted { Id: var id } }) LogRequested(Id, id, origin);
        await StartOpenBackupAsync();
        return start.Answer;
    }

    // Programs are counted before they come here; an open page is not.
    private void RefuseHaste()
    {
        if (Tenant.IsChoosingTooFast(Now)) throw TooManyChangesException.For(Id);
    }

    // Another process may have recorded it meanwhile.
    private async Task<Tenant> KnowingAsync(BackupId backup)
    {
        if (Tenant.Find(backup) is null) await ReadAgainAsync();
        return Tenant;
    }

    private async Task<TenantTerms> TermsAsync() => await FindTermsAsync() ?? throw UnknownTenantException.For(Id);

    // Null where the SaaS does not know the tenant.
    private async Task<TenantTerms?> FindTermsAsync() => await crm.FindTenantAsync(Id, CancellationToken.None) is { } profile
        ? new TenantTerms(profile, plans.Value, schedule.Value.Window, retention.Value, Tenant.EditionOf(profile, plans.Value))
        : null;

    private DateTimeOffset? WakeAt(TenantTerms? terms) => terms is null ? Tenant.WakeUnknownAt(retention.Value, Now) : Tenant.WakeAt(terms, Now);

    private async Task<TenantTerms> TickAsync() => await TickAsync(await TermsAsync()) ?? throw UnknownTenantException.For(Id);

    // The provider first: what it tells may pay for what is due, and change the terms.
    private async Task<TenantTerms?> TickAsync(TenantTerms? terms)
    {
        if (terms is not null)
        {
            await AskWhatIsDueAsync(terms);
            terms = await FindTermsAsync();
        }
        if (terms is null) LogUnknown(Id, Tenant.UnknownSince ?? Now, retention.Value.Absence);
        else if (!terms.IsPlanned) LogUnplanned(Id, terms.Profile.Edition);
        var tick = await DecideAsync(terms, tenant => terms is null ? tenant.TickUnknown(retention.Value, Now) : tenant.Tick(terms, Now), tick => tick.Changed, async tick =>
        {
            // To the sweep they are the same: it has the backup's grain run, which tidies what has ended.
            foreach (var backup in tick.Accepted.Concat(tick.ToTidy)) await openBackups.AddAsync(Id, backup, CancellationToken.None);
        });
        foreach (var accepted in tick.Accepted)
        {
            meter.Accepted(Tenant.Find(accepted)!);
            LogRequested(Id, accepted, BackupOrigin.Scheduled);
        }
        await DeleteAsync(tick.ToDelete, terms);
        return terms;
    }

    // What cannot be deleted now is tried again at the next reminder; it cannot be downloaded any more all the same.
    private async Task DeleteAsync(IReadOnlyList<BackupId> expired, TenantTerms? terms)
    {
        using var limit = new CancellationTokenSource(DeletesFor, time);
        foreach (var backup in expired)
        {
            try
            {
                await store.DeleteAsync(ArchiveKey.Of(Id, backup), limit.Token);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TransientException or OperationCanceledException)
            {
                LogNotDeleted(exception, Id, backup);
                return;
            }
            if (await DecideAsync(terms, tenant => tenant.Deleted(backup, Now))) LogDeleted(Id, backup);
        }
    }

    private Task RecordAsync(TenantTerms terms, Action<Tenant> fact) => DecideAsync(terms, tenant =>
    {
        fact(tenant);
        return true;
    });

    // A decision that says itself whether it changed anything.
    private Task<bool> DecideAsync(TenantTerms? terms, Func<Tenant, bool> decision) => DecideAsync(terms, decision, isNew => isNew);

    // One decision, one write. When somebody else wrote meanwhile, the decision is taken again on what is stored now. When the write
    // fails otherwise, nothing of the decision stays in memory.
    private async Task<T> DecideAsync<T>(TenantTerms? terms, Func<Tenant, T> decision, Func<T, bool> changes, Func<T, Task>? before = null)
    {
        for (var retry = true; ; retry = false)
        {
            try
            {
                var (last, needed, givenUp) = (Tenant.Log.Last, WakeAt(terms), Tenant.Webhooks.GivenUp);
                var outcome = decision(Tenant);
                if (!changes(outcome)) return outcome;
                isDeciding = true;
                if (!notifier.IsOn) Tenant.Outbox.Clear();
                Tenant.Webhooks.Keep(webhook.Wants);
                if (before is not null) await before(outcome);
                // Until the state is stored, the one before it may still be the one that has to be woken.
                var wakes = WakeAt(terms);
                var putsOff = needed < (wakes ?? DateTimeOffset.MaxValue);
                // Who needed none and needs none does not depend on reminders at all.
                if (wakes is not null && !putsOff) await ArmAsync(wakes);
                await stored.WriteStateAsync();
                isDeciding = false;
                if (putsOff) await PutOffAsync(wakes);
                meter.Count(Tenant, Tenant.Log.After(last));
                if (Tenant.Webhooks.GivenUp > givenUp) LogVendorNeverTold(Id, Tenant.Webhooks.GivenUp - givenUp);
                await AfterWriteAsync(terms);
                return outcome;
            }
            catch (Exception exception)
            {
                // It may be stored all the same, and with it a backup that nobody begins.
                if (before is not null) leftBackups.Tell();
                try
                {
                    await ReadAgainAsync();
                }
                catch (Exception)
                {
                    DeactivateOnIdle();
                    throw;
                }
                isDeciding = false;
                if (exception is not InconsistentStateException || !retry) throw;
            }
        }
    }

    // The backup is recorded: should this call be lost, a sweep makes it again.
    private async Task StartOpenBackupAsync()
    {
        if (Tenant.OpenBackup() is not { Id: var backup }) return;
        try
        {
            await GrainFactory.Backup(Id, backup).Run();
        }
        catch (Exception exception)
        {
            LogNotStarted(exception, Id, backup);
            leftBackups.Tell();
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

    [LoggerMessage(LogLevel.Information, "The files of backup {Backup} of {Tenant} are deleted: it has expired")]
    private partial void LogDeleted(TenantId tenant, BackupId backup);

    [LoggerMessage(LogLevel.Warning, "The files of backup {Backup} of {Tenant} have expired and could not be deleted yet")]
    private partial void LogNotDeleted(Exception exception, TenantId tenant, BackupId backup);

    [LoggerMessage(LogLevel.Warning, "The CRM does not know {Tenant}, since {Since} at least; what it has here is wound up {Absence} after that")]
    private partial void LogUnknown(TenantId tenant, DateTimeOffset since, TimeSpan absence);

    [LoggerMessage(LogLevel.Error, "Granary:Plans has no edition '{Edition}', which {Tenant} has: its scheduled backups wait, and it has no free ones until that is mended")]
    private partial void LogUnplanned(TenantId tenant, string edition);
}
