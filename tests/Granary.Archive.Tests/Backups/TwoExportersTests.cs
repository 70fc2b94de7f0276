using Granary.Adapters.Files;
using Granary.Archive.Parts;
using Granary.Archive.Plan;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Crm;

namespace Granary.Archive.Tests.Backups;

/// <summary>A silo that was thought dead goes on exporting beside the one that took over.</summary>
public sealed class TwoExportersTests
{
    [Fact]
    public async Task An_exporter_that_was_overtaken_goes_on_behind_what_the_other_wrote()
    {
        var token = TestContext.Current.CancellationToken;
        using var directory = new TemporaryDirectory();
        var tenant = new TenantId("eu", "acme");
        var backup = new BackupId(7);
        var leads = new SceneModule("Leads", "Id");
        for (var i = 0; i < 8; i++) leads.With($"{i}");
        var scene = new CrmScene();
        scene.Add("eu", "acme", leads);
        var crm = new FakeCrm(scene, TimeProvider.System);
        var (snapshot, plan) = await new BackupPlanner(crm).PlanAsync(tenant, backup, 1, TextMode.Exact, token);
        var parts = ArchiveKey.Of(tenant, backup).Epoch(1) / "parts";
        Task<PartProgress> ExportAsync() =>
            new PartExporter(new FileArchiveStore(directory.Path), new ArchiveLimits { PartRows = 2 }, TimeProvider.System).ExportAsync(parts, plan, "Leads", snapshot, _ => { }, token);

        var pause = crm.Script.PauseAt("Leads", 2);
        var stalled = ExportAsync();
        await pause.Reached;
        crm.Script.FailAt("Leads", 5, new InvalidOperationException("killed after its second part"));
        await Assert.ThrowsAsync<InvalidOperationException>(ExportAsync);
        pause.Release();
        await stalled;

        var ids = new List<string>();
        for (var number = 1; number <= 4; number++)
            ids.AddRange(await ReadAsync(directory.At("eu", "acme", "7", "e1", "parts", $"Leads_{number:000}.part")));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], ids);
    }

    private static async Task<string[]> ReadAsync(string path)
    {
        await using var part = File.OpenRead(path);
        var entry = Assert.Single((await PartIndex.ReadAsync(part, TestContext.Current.CancellationToken)).Entries);
        part.Position = entry.Offset;
        using var reader = new StreamReader(new System.IO.Compression.DeflateStream(part, System.IO.Compression.CompressionMode.Decompress));
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
    }
}
