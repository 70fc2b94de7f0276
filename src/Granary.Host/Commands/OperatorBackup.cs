using System.Collections.Concurrent;
using Granary.Adapters.Files;
using Granary.Archive;
using Granary.Archive.Assembly;
using Granary.Archive.Manifests;
using Granary.Archive.Parts;
using Granary.Archive.Plan;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Host.Commands;

/// <summary>
/// Takes a backup without grains: the same parts, archives and manifest, made in a folder beside the result and moved
/// out of it when all of it is proven, the manifest last. A snapshot that is lost is replaced by another, and none of its parts is kept.
/// </summary>
internal sealed class OperatorBackup(ICrmSource crm, ArchiveLimits limits, ManifestKey key, TimeProvider time)
{
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="recorded">Awaited before the first row is read: an operator cannot take a copy that the tenant does not see.</param>
    public async Task<Publication> RunAsync(
        TenantId tenant, string output, TextMode textMode, Task recorded, BackupDisplay display, CancellationToken cancellationToken)
    {
        var id = BackupId.Next(default, time.GetUtcNow());
        var staging = Path.Combine(output, $".granary-{id}");
        var moved = new List<string>();
        try
        {
            var store = new FileArchiveStore(staging);
            var order = await ExportAsync(tenant, id, store, textMode, recorded, display, cancellationToken);
            display.Assemble();
            var publication = await new BackupPublisher(store, limits, key, time).PublishAsync(order, cancellationToken);
            Move(publication.Files.Where(file => file.Name != Manifest.FileName));
            Move(publication.Files.Where(file => file.Name == Manifest.FileName));
            return publication;

            void Move(IEnumerable<ArchiveFile> files)
            {
                foreach (var file in files)
                {
                    var to = Path.Combine(output, file.Name);
                    File.Move(Path.Combine(staging, ArchiveKey.Published(tenant, id, order.Epoch, file.Name).ToString()), to);
                    moved.Add(to);
                }
                DurableFile.FlushDirectory(output);
            }
        }
        catch
        {
            // A part of a backup, or one that a power cut may take, is none.
            foreach (var file in moved) File.Delete(file);
            throw;
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
            await crm.DropSnapshotsAsync(tenant, id, CancellationToken.None);
        }
    }

    private async Task<AssemblyOrder> ExportAsync(
        TenantId tenant, BackupId id, FileArchiveStore store, TextMode textMode, Task recorded, BackupDisplay display, CancellationToken cancellationToken)
    {
        for (var epoch = 1; ; epoch++)
        {
            var stage = FaultStage.Snapshot;
            try
            {
                var (taken, plan) = await new BackupPlanner(crm).PlanAsync(tenant, id, epoch, textMode, cancellationToken);
                await using var snapshot = taken;
                stage = FaultStage.Export;
                await recorded;
                display.Begin(plan);
                var parts = ArchiveKey.Of(tenant, id).Epoch(epoch) / "parts";
                return new AssemblyOrder(tenant, id, epoch, parts, plan, await ExportAsync(plan, snapshot, new PartExporter(store, limits, time), parts, display, cancellationToken));
            }
            catch (Exception exception) when (
                exception is not OperationCanceledException && epoch < Attempts && Fault.Of(exception, stage) is { Stage: FaultStage.Snapshot, Retryable: true } fault)
            {
                display.StartOver(fault);
                await Task.Delay(Pause * epoch, time, cancellationToken);
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, Fault>> ExportAsync(
        BackupPlan plan, ICrmSnapshot snapshot, PartExporter exporter, ArchiveKey parts, BackupDisplay display, CancellationToken cancellationToken)
    {
        var failed = new ConcurrentDictionary<string, Fault>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(plan.Stems(), atOnce, async (stem, token) =>
        {
            try
            {
                display.End(stem, await exporter.ExportAsync(parts, plan, stem, snapshot, progress => display.Report(stem, progress.Records), token));
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Fault.Of(exception, FaultStage.Export) is { IsOfModule: true } fault)
            {
                failed[stem] = fault;
            }
        });
        return Fault.Ending(failed, plan.StemsOfModules()) is { } ending ? throw new FaultException(ending) : failed;
    }
}
