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
using Xunit;

namespace Granary.Testing.Crm.RoundTrips;

/// <summary>A backup as a downloader has it, manifest and archives side by side, of many small parts.</summary>
public sealed class FolderBackup : IDisposable
{
    private static readonly BackupId Id = new(1_795_460_278_976_572);

    private readonly TemporaryDirectory directory = new();

    private FolderBackup()
    {
    }

    public string Path => directory.At("backup");

    public Manifest Manifest => Manifest.Parse(File.ReadAllBytes(directory.At("backup", Manifest.FileName)));

    /// <summary>Takes a backup of everything, through all parts of the product that make one but the grains.</summary>
    public static async Task<FolderBackup> TakeAsync(ICrmSource crm, TenantId tenant)
    {
        var backup = new FolderBackup();
        try
        {
            await backup.TakeOfAsync(crm, tenant, TestContext.Current.CancellationToken);
            return backup;
        }
        catch
        {
            backup.Dispose();
            throw;
        }
    }

    public void Dispose() => directory.Dispose();

    private async Task TakeOfAsync(ICrmSource crm, TenantId tenant, CancellationToken token)
    {
        var limits = new ArchiveLimits { PartRows = 10_000 };
        var store = new FileArchiveStore(directory.At("store"));
        var (taken, plan) = await new BackupPlanner(crm).PlanAsync(tenant, Id, 1, TextMode.Exact, token);
        await using var snapshot = taken;
        var exporter = new PartExporter(store, limits, TimeProvider.System);
        var parts = ArchiveKey.Of(tenant, Id).Epoch(1) / "parts";
        var failed = new ConcurrentDictionary<string, Fault>();
        await Parallel.ForEachAsync(plan.Stems(), token, async (stem, cancellation) =>
        {
            try
            {
                await exporter.ExportAsync(parts, plan, stem, snapshot, _ => { }, cancellation);
            }
            catch (Exception exception) when (Fault.Of(exception, FaultStage.Export) is { IsOfModule: true } fault)
            {
                failed[stem] = fault;
            }
        });
        using var key = ManifestKey.Create();
        var publication = await new BackupPublisher(store, limits, key, TimeProvider.System).PublishAsync(new AssemblyOrder(tenant, Id, 1, parts, plan, failed), token);
        await crm.DropSnapshotsAsync(tenant, Id, token);
        Directory.CreateDirectory(Path);
        foreach (var file in publication.Files)
            File.Move(directory.At("store", ArchiveKey.Published(tenant, Id, 1, file.Name).ToString()), directory.At("backup", file.Name));
    }
}
