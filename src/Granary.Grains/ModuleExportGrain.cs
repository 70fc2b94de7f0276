using Granary.Archive.Parts;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Grains.Regions;
using Granary.Grains.Telemetry;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Granary.Grains;

/// <summary>
/// Keeps nothing of its own: the parts in the store are its memory, and an export that is started again goes on after
/// the last of them. Of those of a backup that has ended nobody asks any more.
/// </summary>
[GrainType("module-export"), StaysInRegion, Immovable, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class ModuleExportGrain(
    ICrmSource crm,
    IArchiveStore store,
    PartExporter exporter,
    ExportSlots slots,
    ILogger<ModuleExportGrain> logger) : Grain, IModuleExportGrain
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(500);

    private CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private ModuleReport last = new(0, "", ModuleState.Waiting, 0, null);
    private ModuleReport? reported;
    private long exported;

    private TenantId TenantId => GrainKeys.TenantOf(this.GetPrimaryKeyString());

    private BackupId BackupId => GrainKeys.BackupOf(this.GetPrimaryKeyString());

    private string Stem => this.GetPrimaryKeyString().Split('/')[^1];

    public async Task Run(ModuleOrder order)
    {
        if (order.Epoch < last.Epoch) return;
        if (order.Epoch > last.Epoch)
        {
            await StopAsync(CancellationToken.None);
            stopping = new CancellationTokenSource();
            last = new ModuleReport(order.Epoch, Stem, ModuleState.Waiting, 0, null);
            running = RunInBackgroundAsync(order, stopping.Token);
        }
        else if (running.IsCompleted)
        {
            // It is done, and the report was lost. Told in the background: the backup's grain waits for this call.
            running = ReportInBackgroundAsync();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        stopping.Dispose();
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running.WaitAsync(cancellationToken);
    }

    private async Task RunInBackgroundAsync(ModuleOrder order, CancellationToken cancellationToken)
    {
        await Background.Begin();
        exported = 0;
        var stage = FaultStage.Snapshot;
        using var trace = BackupTrace.StartExport(TenantId, BackupId, Stem);
        using var reports = this.RegisterGrainTimer(ReportProgressAsync, new GrainTimerCreationOptions(ReportEvery, ReportEvery) { KeepAlive = true, Interleave = true });
        try
        {
            using var slot = await slots.TakeAsync(TenantId, await crm.DatabaseOfAsync(TenantId, cancellationToken), cancellationToken);
            last = last with { State = ModuleState.Exporting };
            var progress = await ExportAsync(order, slot, reached => stage = reached, cancellationToken);
            last = last with { State = ModuleState.Done, Records = progress.Records };
            trace?.SetTag(TagName.Records, progress.Records);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            LogFailed(exception, TenantId, BackupId, Stem);
            var fault = Fault.Of(exception, stage);
            trace.Fail(fault);
            last = last with { State = ModuleState.Failed, Fault = fault };
        }
        await ReportAsync();
    }

    private async Task<PartProgress> ExportAsync(ModuleOrder order, Slot slot, Action<FaultStage> reach, CancellationToken cancellationToken)
    {
        var folder = new BackupFolder(store, TenantId, BackupId, order.SnapshotEpoch);
        var plan = await folder.ReadPlanAsync(cancellationToken);
        await using var snapshot = await slot.ReadAsync(crm.AttachSnapshotAsync(TenantId, order.Snapshot, cancellationToken), cancellationToken) ??
                                   throw new SnapshotLostException("The snapshot is gone.");
        reach(FaultStage.Export);
        return await exporter.ExportAsync(folder.Parts, plan, Stem, new SharedSnapshot(snapshot, slot), progress => Volatile.Write(ref exported, progress.Records), cancellationToken);
    }

    private async Task ReportProgressAsync()
    {
        if (last.State is not ModuleState.Exporting) return;
        last = last with { Records = Volatile.Read(ref exported) };
        if (last != reported) await ReportAsync();
    }

    private async Task ReportInBackgroundAsync()
    {
        await Background.Begin();
        await ReportAsync();
    }

    // A report that is lost is asked for again.
    private async Task ReportAsync()
    {
        try
        {
            reported = last;
            await GrainFactory.Backup(TenantId, BackupId).ReportModule(last);
        }
        catch (Exception exception)
        {
            LogReportLost(exception, TenantId, BackupId, Stem);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Module {Module} of backup {Backup} of {Tenant} could not be exported")]
    private partial void LogFailed(Exception exception, TenantId tenant, BackupId backup, string module);

    [LoggerMessage(LogLevel.Warning, "Module {Module} of backup {Backup} of {Tenant} could not report to its backup")]
    private partial void LogReportLost(Exception exception, TenantId tenant, BackupId backup, string module);
}
