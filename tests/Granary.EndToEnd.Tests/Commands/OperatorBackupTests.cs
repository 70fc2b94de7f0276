using System.IO.Compression;
using Granary.Archive;
using Granary.Archive.Manifests;
using Granary.Archive.Verification;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Host.Commands;
using Granary.Testing;
using Granary.Testing.Crm;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>A backup from the command line, when its snapshot is lost on the way.</summary>
public sealed class OperatorBackupTests : IDisposable
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly SnapshotLostException Lost = new("the exporting connection was terminated");

    private readonly TemporaryDirectory directory = new();
    private readonly ManifestKey key = ManifestKey.Create();
    private readonly FakeCrm crm = new(Scene(), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        key.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task It_starts_over_and_the_archive_shows_the_new_snapshot_alone()
    {
        var pause = crm.Script.PauseAt("Leads", 15);
        crm.Script.FailAt("Leads", 16, Lost);
        var backup = TakeAsync();
        await pause.Reached;
        // A row of the first part, which is finished.
        crm.Scene[Acme]["Leads"].Rows[0][1] = "changed";
        pause.Release();

        var publication = await backup;

        Assert.Equal((2, 30L), (publication.Epoch, publication.Records));
        Assert.Empty(await BackupVerifier.VerifyAsync(directory.At("out"), key, Token));
        await using var zip = await ZipFile.OpenReadAsync(directory.At("out", "Data_001.zip"), Token);
        using var leads = new StreamReader(await zip.GetEntry("Data/Leads_001.csv")!.OpenAsync(Token));
        Assert.StartsWith("Id,Name\r\n0,changed\r\n", await leads.ReadToEndAsync(Token), StringComparison.Ordinal);
        Assert.Empty(crm.OpenSnapshots);
    }

    [Fact]
    public async Task It_gives_up_when_three_snapshots_were_lost_and_leaves_nothing()
    {
        crm.Script.FailAt("Leads", 15, Lost, times: 99);

        await Assert.ThrowsAsync<SnapshotLostException>(() => TakeAsync());

        Assert.Equal(3 * 15, crm.Script.RowsRead("Leads"));
        Assert.Empty(Directory.GetFileSystemEntries(directory.At("out")));
        Assert.Empty(crm.OpenSnapshots);
    }

    [Fact]
    public async Task A_module_that_cannot_be_read_is_no_reason_to_start_over()
    {
        crm.Script.FailAt("Leads", 15, new InvalidOperationException("permission denied"));

        var publication = await TakeAsync();

        Assert.Equal((1, WarningCode.ModuleFailed), (publication.Epoch, Assert.Single(publication.Warnings).Code));
    }

    [Fact]
    public async Task Nothing_is_read_before_the_tenant_can_see_who_reads()
    {
        var recording = new TaskCompletionSource();
        var backup = TakeAsync(recording.Task);
        Assert.False(backup.IsCompleted);
        Assert.Empty(Directory.EnumerateFiles(directory.At("out"), "*", SearchOption.AllDirectories));

        recording.SetException(new IOException("The log cannot be written."));

        await Assert.ThrowsAsync<IOException>(() => backup);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.At("out")));
    }

    /// <param name="recorded">That the tenant's log says who takes it; null when it does already.</param>
    private Task<Publication> TakeAsync(Task? recorded = null)
    {
        Directory.CreateDirectory(directory.At("out"));
        var backup = new OperatorBackup(crm, new ArchiveLimits { PartRows = 10 }, key, TimeProvider.System);
        return BackupDisplay.ShowAsync(crm.Scene[Acme].Profile, display => backup.RunAsync(Acme, directory.At("out"), TextMode.Exact, recorded ?? Task.CompletedTask, display, Token));
    }

    private static CrmScene Scene()
    {
        var leads = new SceneModule("Leads", "Id", "Name");
        for (var i = 0L; i < 25; i++) leads.With(i, $"Lead {i}");
        var notes = new SceneModule("Notes", "Id");
        for (var i = 0L; i < 5; i++) notes.With(i);
        var scene = new CrmScene();
        scene.Add("eu", "acme", leads, notes);
        return scene;
    }
}
