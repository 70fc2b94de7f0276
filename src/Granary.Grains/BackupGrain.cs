using System.Text.Json;
using Granary.Archive.Assembly;
using Granary.Archive.Plan;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Grains.Regions;
using Granary.Grains.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace Granary.Grains;

/// <summary>
/// Runs in the background of its own scheduler: a call is never longer than it takes to answer. What it needs to go on
/// after a crash is stored before each step; the parts in the store say the rest.
/// </summary>
[GrainType("backup"), StaysInRegion, Immovable, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class BackupGrain(
    [PersistentState("backup")] IPersistentState<BackupRun> stored,
    ICrmSource crm,
    IArchiveStore store,
    BackupPlanner planner,
    BackupPublisher publisher,
    IOpenBackups openBackups,
    BackupSlots slots,
    LeftBackups leftBackups,
    IOptions<BackupOptions> options,
    TimeProvider time,
    BackupMeter meter,
    ILogger<BackupGrain> logger) : Grain, IBackupGrain
{
    private static readonly TimeSpan OrderAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OrderSoon = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource stopping = new();
    private ModuleBoard board = ModuleBoard.Empty;
    private BackupPhase phase = BackupPhase.Queued;
    private Task running = Task.CompletedTask;
    private TaskCompletionSource askedAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TenantId TenantId => GrainKeys.TenantOf(this.GetPrimaryKeyString());

    private BackupId Id => GrainKeys.BackupOf(this.GetPrimaryKeyString());

    private ITenantGrain Tenant => GrainFactory.Tenant(TenantId);

    private BackupRun State => stored.State;

    private bool IsLastAttempt => State.Failures + 1 >= options.Value.Attempts;

    public Task Run()
    {
        if (running.IsCompleted) running = RunInBackgroundAsync(stopping.Token);
        // Who asks may know that a silo has died, with a module's grain on it.
        else askedAgain.TrySetResult();
        return Task.CompletedTask;
    }

    public Task<BackupProgress> GetProgress() => Task.FromResult(new BackupProgress(phase, board.Progress()));

    public Task ReportModule(ModuleReport report)
    {
        if (report.Epoch == State.Epoch) board.Take(report);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running.WaitAsync(cancellationToken);
        stopping.Dispose();
    }

    private async Task RunInBackgroundAsync(CancellationToken cancellationToken)
    {
        await Background.Begin();
        using var keepAlive = this.RegisterGrainTimer(_ => Task.CompletedTask, new GrainTimerCreationOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)) { KeepAlive = true, Interleave = true });
        try
        {
            var (turn, backup) = await GetTurnAsync();
            if (turn is Turn.Wait) return;
            using (await slots.TakeAsync(TenantId, await crm.DatabaseOfAsync(TenantId, cancellationToken), backup?.IsAwaited() is true, cancellationToken))
            {
                // Asked again: while it waited it may have been cancelled.
                (turn, backup) = await GetTurnAsync();
                if (turn is Turn.Wait) return;
                if (turn is Turn.Run) await EndAsync(backup!, await OutcomeAsync(backup!, cancellationToken));
                await TidyAsync(cancellationToken);
            }
            await ForgetAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogInterrupted(TenantId, Id);
        }
        catch (Exception exception)
        {
            // The row among the open backups is still there: the next sweep takes the backup up again, with what is stored.
            LogLeft(exception, TenantId, Id);
            leftBackups.Tell();
            DeactivateOnIdle();
        }
    }

    // Told to run after it asked whose turn it is, it asks once more: its turn may just have come.
    private async Task<BackupTurn> GetTurnAsync()
    {
        BackupTurn turn;
        do
        {
            HearAgain();
            turn = await Tenant.GetTurn(Id);
        }
        while (turn.Turn is Turn.Wait && askedAgain.Task.IsCompleted);
        return turn;
    }

    private void HearAgain()
    {
        if (askedAgain.Task.IsCompleted) askedAgain = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task<BackupOutcome> OutcomeAsync(Backup backup, CancellationToken cancellationToken)
    {
        if (await PublishedAsync(cancellationToken) is { } published) return published;
        if (State.Begun >= options.Value.Crashes)
            return new BackupOutcome(null, new Fault(FaultStage.Export, FaultSide.Granary, false, $"The process ended {State.Begun} times while it was at this backup."));

        while (true)
        {
            var stage = FaultStage.Snapshot;
            using var trace = BackupTrace.StartAttempt(TenantId, Id);
            try
            {
                return new BackupOutcome(await AttemptAsync(backup, reached => stage = reached, cancellationToken), null);
            }
            catch (Exception exception) when (exception is not OrleansException && !cancellationToken.IsCancellationRequested)
            {
                var fault = Fault.Of(exception, stage);
                trace.Fail(fault);
                meter.AttemptFailed(fault);
                // The last thing that failed may have been the look at a manifest that was committed. A store that is away does not say, and
                // costs no attempt: the backup is left until it does.
                if (await PublishedAsync(cancellationToken) is { } committed) return committed;
                if (stage is FaultStage.Snapshot && fault is { Side: FaultSide.Crm, Retryable: true } && await MayCrmComeBackAsync(cancellationToken)) throw;
                if (!fault.Retryable || IsLastAttempt) return new BackupOutcome(null, fault);

                LogAttemptFailed(exception, TenantId, Id, State.Epoch, stage);
                (State.Failures, State.Begun) = (State.Failures + 1, 0);
                if (fault.Stage is FaultStage.Verification) await StartOverAsync(cancellationToken);
                else await OwnAsync(stored.WriteStateAsync(cancellationToken));
                await Task.Delay(options.Value.Pause * State.Failures, time, cancellationToken);
            }
        }
    }

    // Null where nothing is published. A manifest that cannot be believed, one whose key is gone for instance, is in the place that only one
    // attempt can take, so that no other attempt mends it.
    private async Task<BackupOutcome?> PublishedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await publisher.FindAsync(TenantId, Id, cancellationToken) is { } publication ? new BackupOutcome(publication, null) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException)
        {
            return new BackupOutcome(null, Fault.Of(exception, FaultStage.Verification));
        }
    }

    // A CRM that is away costs no attempt for a while either: the backup is left, and makes room for those of other databases.
    private async Task<bool> MayCrmComeBackAsync(CancellationToken cancellationToken)
    {
        (State.CrmAwaySince, State.Begun) = (State.CrmAwaySince ?? time.GetUtcNow(), 0);
        await OwnAsync(stored.WriteStateAsync(cancellationToken));
        return time.GetUtcNow() - State.CrmAwaySince < options.Value.WaitForCrm;
    }

    // What happens to grains and to their storage says nothing about the backup: it stays open, and the sweep goes on with it.
    private static async Task OwnAsync(Task ofGrains)
    {
        try
        {
            await ofGrains;
        }
        catch (Exception exception) when (exception is not (OrleansException or OperationCanceledException))
        {
            throw new OrleansException(exception.Message, exception);
        }
    }

    private static async Task<T> OwnAsync<T>(Task<T> ofGrains)
    {
        await OwnAsync((Task)ofGrains);
        return await ofGrains;
    }

    // Null where it was cancelled before the first row, or has ended elsewhere.
    private async Task<Publication?> AttemptAsync(Backup backup, Action<FaultStage> reach, CancellationToken cancellationToken)
    {
        if (await OwnAsync(Tenant.BeginAttempt(Id, State.Epoch)) is not { } epoch) return null;
        (State.Epoch, State.Begun) = (epoch, State.Begun + 1);
        BackupTrace.SetAttempt(epoch);
        await OwnAsync(stored.WriteStateAsync(cancellationToken));
        LogRuns(TenantId, Id, State.Epoch);

        phase = BackupPhase.TakingSnapshot;
        await using var keeper = await SnapshotAsync(backup, cancellationToken);
        if (State.CrmAwaySince is not null)
        {
            State.CrmAwaySince = null;
            await OwnAsync(stored.WriteStateAsync(cancellationToken));
        }
        var folder = new BackupFolder(store, TenantId, Id, State.SnapshotEpoch);
        var plan = await folder.ReadPlanAsync(cancellationToken);
        if (!await OwnAsync(Tenant.BackupStarted(Id))) return null;

        reach(FaultStage.Export);
        phase = BackupPhase.Exporting;
        board = new ModuleBoard(plan);
        await ExportAsync(new ModuleOrder(State.Epoch, keeper.Reference, State.SnapshotEpoch), cancellationToken);
        var failed = board.Failed();
        // What may pass costs an attempt before it costs the module.
        if (!IsLastAttempt && failed.Values.FirstOrDefault(fault => fault.Retryable) is { } passing) throw new FaultException(passing);
        if (Fault.Ending(failed, plan.StemsOfModules()) is { } ending) throw new FaultException(ending);

        reach(FaultStage.Assembly);
        phase = BackupPhase.Assembling;
        return await publisher.PublishAsync(new AssemblyOrder(TenantId, Id, State.Epoch, folder.Parts, plan, failed), cancellationToken);
    }

    // The snapshot of an earlier attempt as long as it lives, so that its parts are of use; else a new one, and its plan.
    private async Task<ICrmSnapshot> SnapshotAsync(Backup backup, CancellationToken cancellationToken)
    {
        if (State.Snapshot is { } reference)
        {
            if (await crm.AttachSnapshotAsync(TenantId, reference, cancellationToken) is { } attached) return attached;
            LogSnapshotLost(TenantId, Id, reference.Id);
            await StartOverAsync(cancellationToken);
        }

        var (snapshot, plan) = await planner.PlanAsync(TenantId, Id, State.Epoch, backup.TextMode, cancellationToken);
        try
        {
            await new BackupFolder(store, TenantId, Id, State.Epoch).WritePlanAsync(plan, cancellationToken);
            (State.Snapshot, State.SnapshotEpoch) = (snapshot.Reference, State.Epoch);
            await OwnAsync(stored.WriteStateAsync(cancellationToken));
            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    // The next attempt takes another snapshot, and none of the parts. Stored first: whoever slept finds here that the parts are
    // somebody else's now.
    private async Task StartOverAsync(CancellationToken cancellationToken)
    {
        State.Snapshot = null;
        await OwnAsync(stored.WriteStateAsync(cancellationToken));
        await crm.DropSnapshotsAsync(TenantId, Id, cancellationToken);
        await new BackupFolder(store, TenantId, Id, State.SnapshotEpoch).DeleteAsync(cancellationToken);
    }

    private async Task ExportAsync(ModuleOrder order, CancellationToken cancellationToken)
    {
        using var atOnce = new SemaphoreSlim(options.Value.ModulesAtOnce);
        await Task.WhenAll(board.Stems.Select(async stem =>
        {
            await atOnce.WaitAsync(cancellationToken);
            try
            {
                await ExportAsync(stem, order, cancellationToken);
            }
            finally
            {
                atOnce.Release();
            }
        }).ToArray());
    }

    // The order is repeated while nothing is heard, and when this backup is told to run again: a silo may have died with the
    // grain that was at it. An order that does not arrive is no failure of the module.
    private async Task ExportAsync(string stem, ModuleOrder order, CancellationToken cancellationToken)
    {
        var done = board.WhenDone(stem);
        while (!done.IsCompleted)
        {
            HearAgain();
            var isOrdered = await IsOrderedAsync(stem, order);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(done, askedAgain.Task, Task.Delay(isOrdered ? OrderAgain : OrderSoon, time, patience.Token));
            await patience.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> IsOrderedAsync(string stem, ModuleOrder order)
    {
        try
        {
            await GrainFactory.ModuleExport(TenantId, Id, stem).Run(order);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotOrdered(exception, TenantId, Id, stem);
            return false;
        }
    }

    // With neither, its tenant has ended it.
    private async Task EndAsync(Backup backup, BackupOutcome outcome)
    {
        if (outcome.Publication is { } publication) await Tenant.BackupPublished(Id, publication);
        // The attempt that failed, or the last before it, which a crash may have kept from being stored here.
        else if (outcome.Fault is { } fault && !await Tenant.BackupFailed(Id, Math.Max(State.Epoch, backup.Epoch), fault))
            throw new InvalidOperationException("This attempt has failed, and a later one is at the backup.");
    }

    // The snapshot first: it holds what is the CRM's, and a store that is away would keep it. An activation that slept, or one that did not hear of
    // what a sleeper did, may say that the backup goes on: nothing is taken from it then.
    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        var ended = await Tenant.FindBackup(Id);
        if (ended is { IsOpen: true }) throw new InvalidOperationException("Its tenant has not heard of the end yet.");
        await crm.DropSnapshotsAsync(TenantId, Id, cancellationToken);
        if (ended is { Publication: { } publication }) await publisher.TidyAsync(TenantId, Id, publication, cancellationToken);
        else await store.DeleteAsync(ArchiveKey.Of(TenantId, Id), cancellationToken);
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (State.Epoch > 1)
        {
            // The silo of an earlier attempt may still be at it.
            await Task.Delay(options.Value.TidyAgainAfter, time, cancellationToken);
            await TidyAsync(cancellationToken);
        }
        await stored.ClearStateAsync(cancellationToken);
        // The row last: while it is there somebody comes back to finish this.
        await openBackups.RemoveAsync(TenantId, Id, cancellationToken);
        phase = BackupPhase.Ended;
    }

    [LoggerMessage(LogLevel.Information, "Backup {Backup} of {Tenant} runs here, as attempt {Epoch}")]
    private partial void LogRuns(TenantId tenant, BackupId backup, int epoch);

    [LoggerMessage(LogLevel.Warning, "Backup {Backup} of {Tenant}: module {Module} could not be ordered yet")]
    private partial void LogNotOrdered(Exception exception, TenantId tenant, BackupId backup, string module);

    [LoggerMessage(LogLevel.Warning, "Backup {Backup} of {Tenant}: attempt {Epoch} failed at {Stage}; it will be tried again")]
    private partial void LogAttemptFailed(Exception exception, TenantId tenant, BackupId backup, int epoch, FaultStage stage);

    [LoggerMessage(LogLevel.Warning, "Backup {Backup} of {Tenant}: snapshot {Snapshot} is gone; the backup starts over with a new one")]
    private partial void LogSnapshotLost(TenantId tenant, BackupId backup, string snapshot);

    [LoggerMessage(LogLevel.Information, "Backup {Backup} of {Tenant} is interrupted by a stop; it goes on after the next start")]
    private partial void LogInterrupted(TenantId tenant, BackupId backup);

    [LoggerMessage(LogLevel.Error, "Backup {Backup} of {Tenant} could not be ended; the next sweep takes it up again")]
    private partial void LogLeft(Exception exception, TenantId tenant, BackupId backup);

    private sealed record BackupOutcome(Publication? Publication, Fault? Fault);
}
