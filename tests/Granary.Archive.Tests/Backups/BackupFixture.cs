using System.Collections.Concurrent;
using Granary.Adapters.Files;
using Granary.Archive.Assembly;
using Granary.Archive.Manifests;
using Granary.Archive.Parts;
using Granary.Archive.Plan;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Crm;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Archive.Tests.Backups;

/// <summary>Takes backups of a made-up CRM without any grain, as a downloader would get them.</summary>
public sealed class BackupFixture : IDisposable
{
    public static readonly TenantId Acme = new("eu", "acme");
    public static readonly BackupId Id = new(1_795_460_278_976_572);

    private readonly TemporaryDirectory directory = new();

    public ManifestKey Key { get; } = ManifestKey.Create();

    public ArchiveLimits Limits { get; } = new();

    public TextMode TextMode { get; set; }

    /// <summary>The folder a downloader has: manifest, signature and archives side by side.</summary>
    public string Output => directory.At("download");

    public string StoreDirectory => directory.At("store");

    public FileArchiveStore Store => new(StoreDirectory);

    /// <param name="through">The store as whoever takes the backup has it; null for the store itself.</param>
    /// <param name="lost">A part that the store has lost when all are written; null for none.</param>
    public async Task<Publication> TakeAsync(CrmScene scene, int epoch = 1, IArchiveStore? through = null, string? lost = null)
    {
        var token = TestContext.Current.CancellationToken;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 2, 10, 7, TimeSpan.Zero));
        var crm = new FakeCrm(scene, clock);
        var store = through ?? Store;
        await using var snapshot = await crm.TakeSnapshotAsync(Acme, Id, epoch, token);
        var plan = BackupPlan.Make(await snapshot.DescribeAsync(token), snapshot.Reference, TextMode);
        var parts = ArchiveKey.Of(Acme, Id).Epoch(epoch) / "parts";
        var exporter = new PartExporter(store, Limits, clock);
        foreach (var stem in plan.Stems())
            await exporter.ExportAsync(parts, plan, stem, snapshot, _ => { }, token);
        if (lost is not null) File.Delete(Assert.Single(Directory.GetFiles(directory.At("store"), lost, SearchOption.AllDirectories)));
        clock.Advance(TimeSpan.FromMinutes(4));
        var order = new AssemblyOrder(Acme, Id, epoch, parts, plan, new Dictionary<string, Fault>());
        var publication = await new BackupPublisher(store, Limits, Key, clock).PublishAsync(order, token);

        Directory.CreateDirectory(Output);
        foreach (var file in publication.Files)
            File.Copy(directory.At("store", ArchiveKey.Published(Acme, Id, publication.Epoch, file.Name).ToString()), Path.Combine(Output, file.Name), overwrite: true);
        return publication;
    }

    public void Dispose()
    {
        Key.Dispose();
        directory.Dispose();
    }
}
