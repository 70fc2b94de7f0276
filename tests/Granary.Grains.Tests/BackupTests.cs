using System.IO.Compression;
using Granary.Archive.Verification;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Grains.Tests;

public sealed partial class BackupTests
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_goes_from_the_request_to_archives_that_verify()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250), silos: 2);

        var id = await RequestAsync(cluster);
        var backup = await cluster.EndedAsync(Acme, id);

        Assert.Equal(BackupState.Ready, backup.State);
        Assert.Equal(260, backup.Publication!.Records);
        using var copy = await cluster.DownloadAsync(Acme, backup);
        Assert.Empty(await BackupVerifier.VerifyAsync(copy.Path, cluster.Key, Token));
        await using var zip = await ZipFile.OpenReadAsync(copy.At("Data_001.zip"), Token);
        Assert.Equal(
            ["Data/Leads_001.csv", "Data/Leads_002.csv", "Data/Leads_003.csv", "Data/Notes_001.csv", "Data/Attachments_001.csv", "Metadata/Modules_001.csv", "Metadata/Fields_001.csv"],
            zip.Entries.Select(entry => entry.FullName));
        Assert.Equal([LogEvent.BackupReady, LogEvent.BackupStarted, LogEvent.BackupRequested], await LogAsync(cluster));
        await AssertNothingIsLeftAsync(cluster, backup);
    }

    [Fact]
    public async Task While_a_backup_runs_a_second_request_gets_the_same_one()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10));
        var pause = cluster.Crm.Script.PauseAt("Leads", 5);
        var first = await RequestAsync(cluster);
        await pause.Reached;

        var others = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => cluster.RequestAsync(Acme, Sophia)));
        pause.Release();
        await cluster.EndedAsync(Acme, first);

        Assert.All(others, other => Assert.Equal(new BackupAnswer.AlreadyRunning(first), other));
        Assert.Single((await cluster.Grains.Tenant(Acme).GetOverview()).Ended);
    }

    [Fact]
    public async Task Progress_is_seen_while_a_module_is_exported()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250));
        var pause = cluster.Crm.Script.PauseAt("Leads", 230);
        var id = await RequestAsync(cluster);
        await pause.Reached;

        BackupProgress progress;
        do progress = await cluster.Grains.Backup(Acme, id).GetProgress();
        while (progress.Modules.Count == 0 || progress.Modules[0].Records < 200 || progress.ModulesDone < 1);
        pause.Release();

        Assert.Equal(BackupPhase.Exporting, progress.Phase);
        Assert.Equal(("Leads", ModuleState.Exporting, 250L), (progress.Modules[0].Name, progress.Modules[0].State, progress.Modules[0].Expected!.Value));
        Assert.InRange(progress.Fraction, 0.5, 0.95);
        await cluster.EndedAsync(Acme, id);
    }

    [Fact]
    public async Task What_is_reported_of_an_earlier_attempt_is_not_believed()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10));
        var pause = cluster.Crm.Script.PauseAt("Leads", 5);
        var id = await RequestAsync(cluster);
        await pause.Reached;

        var late = new Fault(FaultStage.Export, FaultSide.Crm, Retryable: false, "from a silo that was thought dead");
        await cluster.Grains.Backup(Acme, id).ReportModule(new ModuleReport(Epoch: 0, "Leads", ModuleState.Failed, 0, late));
        pause.Release();

        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, id)).State);
    }

    [Fact]
    public async Task A_database_that_is_away_costs_no_attempt_while_it_may_come_back()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10), configure: services => services.Configure<BackupOptions>(options => options.Crashes = 2));
        cluster.Crm.Script.FailToTake(new TransientException("the database system is starting up"), times: 5);

        // Nor is it taken for one that silos die of.
        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, await RequestAsync(cluster))).State);
    }

    [Fact]
    public async Task A_database_that_is_not_waited_for_costs_an_attempt_and_one_that_stays_away_the_backup()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10), configure: services => services.Configure<BackupOptions>(options => options.WaitForCrm = TimeSpan.Zero));
        cluster.Crm.Script.FailToTake(new TransientException("too many connections"), times: 2);
        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, await RequestAsync(cluster))).State);

        cluster.Crm.Script.FailToTake(new TransientException("too many connections"), times: 99);
        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal((BackupState.Failed, FaultStage.Snapshot, "too many connections"), (backup.State, backup.Fault!.Stage, backup.Fault.Detail));
    }

    [Fact]
    public async Task A_database_that_does_not_come_back_is_waited_for_once()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10), configure: services => services.Configure<BackupOptions>(options => options.WaitForCrm = TimeSpan.FromSeconds(5)));
        cluster.Crm.Script.FailToTake(new TransientException("too many connections"), times: 99);
        var id = await RequestAsync(cluster);

        await Wait.UntilAsync(() => cluster.Crm.Script.Refused > 1, "the second snapshot that is refused");
        Assert.Equal(id, (await cluster.Grains.Tenant(Acme).GetOverview()).Open?.Id);
        Assert.Equal(BackupState.Failed, (await cluster.EndedAsync(Acme, id)).State);
    }

    [Fact]
    public async Task A_database_that_is_damaged_fails_the_backup_at_once_and_for_good()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10));
        cluster.Crm.Script.FailToTake(new Microsoft.Data.Sqlite.SqliteException("database disk image is malformed", 11));

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal((BackupState.Failed, FaultStage.Snapshot, FaultSide.Crm, false), (backup.State, backup.Fault!.Stage, backup.Fault.Side, backup.Fault.Retryable));
    }

    [Fact]
    public async Task A_missing_attachment_is_named_and_the_others_are_delivered()
    {
        var scene = Scene(leads: 1);
        scene[Acme].Attachments.Add(new SceneAttachment("7", "Leads", "1", "contract.pdf", null));
        await using var cluster = await TestCluster.StartAsync(scene);

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal(BackupState.ReadyWithWarnings, backup.State);
        Assert.Equal(new BackupWarning(WarningCode.AttachmentMissing, "Leads", "7", "contract.pdf"), Assert.Single(backup.Publication!.Warnings));
        using var copy = await cluster.DownloadAsync(Acme, backup);
        await using var zip = await ZipFile.OpenReadAsync(copy.At("Attachments_001.zip"), Token);
        Assert.Equal(["Attachments/1_hello.txt"], zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task When_a_silo_dies_another_goes_on_after_the_last_finished_part()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 1000), silos: 3);
        var pause = cluster.Crm.Script.PauseAt("Leads", 550);
        var id = await RequestAsync(cluster);
        await pause.Reached;

        foreach (var silo in await SilosOfAsync(cluster, id)) await cluster.Silos.KillSiloAsync(silo, Token);
        await cluster.Silos.StartAdditionalSiloAsync();
        var backup = await cluster.EndedAsync(Acme, id);
        pause.Release();

        Assert.Equal((BackupState.Ready, 1010L), (backup.State, backup.Publication!.Records));
        // The sixth part was half read when its silo died; the five before it were not read again.
        Assert.InRange(cluster.Crm.Script.RowsRead("Leads"), 1000, 1000 + TestCluster.PartRows);
        using var copy = await cluster.DownloadAsync(Acme, backup);
        Assert.Empty(await BackupVerifier.VerifyAsync(copy.Path, cluster.Key, Token));
        await AssertNothingIsLeftAsync(cluster, backup);
    }

    [Fact]
    public async Task A_backup_that_silos_die_of_is_left_alone_in_the_end()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250), silos: 3, configure: services => services.Configure<BackupOptions>(options => options.Crashes = 1));

        var backup = await EndedAfterDeathAsync(cluster);

        Assert.Equal((BackupState.Failed, FaultSide.Granary, false), (backup.State, backup.Fault!.Side, backup.Fault.Retryable));
        await AssertNothingIsLeftAsync(cluster, backup);
        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, await RequestAsync(cluster))).State);
    }

    [Fact]
    public async Task When_a_silo_dies_the_others_do_not_wait_for_the_next_sweep()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250), silos: 3,
            configure: services => services.Configure<BackupOptions>(options => options.SweepEvery = TimeSpan.FromDays(1)));

        var backup = await EndedAfterDeathAsync(cluster);

        Assert.Equal((BackupState.Ready, 260L), (backup.State, backup.Publication!.Records));
    }

    [Fact]
    public async Task A_backup_that_had_to_be_left_does_not_wait_for_the_next_sweep()
    {
        var failures = 1;
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10), configure: services =>
        {
            services.Configure<BackupOptions>(options => options.SweepEvery = TimeSpan.FromDays(1));
            var tables = services.Last(service => service.ServiceType == typeof(IOpenBackups));
            services.AddSingleton<IOpenBackups>(provider => new FalteringOpenBackups(
                (IOpenBackups)ActivatorUtilities.CreateInstance(provider, tables.ImplementationType!), () => Interlocked.Decrement(ref failures) >= 0));
        });

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        await Wait.UntilAsync(async () => (await cluster.OpenBackups.ListAsync(Token)).Count == 0, "the end of what was left");
        await AssertNothingIsLeftAsync(cluster, backup);
    }

    [Fact]
    public async Task A_backup_that_was_recorded_although_storing_it_failed_does_not_wait_for_the_next_sweep()
    {
        var storage = new UncertainStorage();
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10), configure: services =>
        {
            services.Configure<BackupOptions>(options => options.SweepEvery = TimeSpan.FromDays(1));
            storage.TakePlace(services);
        });
        storage.FailOnce("tenant");

        await Assert.ThrowsAnyAsync<Exception>(() => RequestAsync(cluster));

        var overview = await cluster.Grains.Tenant(Acme).GetOverview();
        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, overview.Open!.Id)).State);
    }

    [Fact]
    public async Task When_the_snapshot_died_too_the_backup_starts_over_and_never_mixes()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250), silos: 3);
        var pause = cluster.Crm.Script.PauseAt("Leads", 150);
        var id = await RequestAsync(cluster);
        await pause.Reached;

        cluster.Crm.Scene[Acme].Modules.Single(module => module.Name == "Leads").With("9999", "late");
        await cluster.Crm.DropSnapshotsAsync(Acme, id, Token);
        foreach (var silo in await SilosOfAsync(cluster, id)) await cluster.Silos.KillSiloAsync(silo, Token);
        await cluster.Silos.StartAdditionalSiloAsync();
        var backup = await cluster.EndedAsync(Acme, id);
        pause.Release();

        Assert.Equal((BackupState.Ready, 261L), (backup.State, backup.Publication!.Records));
        using var copy = await cluster.DownloadAsync(Acme, backup);
        Assert.Empty(await BackupVerifier.VerifyAsync(copy.Path, cluster.Key, Token));
        await AssertNothingIsLeftAsync(cluster, backup);
    }

    [Fact]
    public async Task A_snapshot_that_is_lost_to_one_reader_only_is_attached_again_and_keeps_its_parts()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250));
        cluster.Crm.Script.FailAt("Leads", 150, new SnapshotLostException("the exporting connection was terminated"));

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal((BackupState.Ready, 2, 260L), (backup.State, backup.Publication!.Epoch, backup.Publication.Records));
        Assert.Equal(250 + 50, cluster.Crm.Script.RowsRead("Leads"), tolerance: 1);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_attached_in_passing_costs_no_module()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10));
        cluster.Crm.Script.FailToAttach(new TransientException("too many connections"));

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal((BackupState.Ready, 2, 20L), (backup.State, backup.Publication!.Epoch, backup.Publication.Records));
    }

    [Fact]
    public async Task A_snapshot_that_is_lost_to_all_is_replaced_and_the_archive_shows_the_new_one_alone()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250));
        var pause = cluster.Crm.Script.PauseAt("Leads", 150);
        cluster.Crm.Script.FailAt("Leads", 151, new SnapshotLostException("the exporting connection was terminated"));
        var id = await RequestAsync(cluster);
        await pause.Reached;

        // Changes a row of a part that is finished, so that a part kept from the lost snapshot would be seen.
        cluster.Crm.Scene[Acme]["Leads"].Rows[0][1] = "changed";
        await cluster.Crm.DropSnapshotsAsync(Acme, id, Token);
        pause.Release();
        var backup = await cluster.EndedAsync(Acme, id);

        Assert.Equal((BackupState.Ready, 2, 260L), (backup.State, backup.Publication!.Epoch, backup.Publication.Records));
        using var copy = await cluster.DownloadAsync(Acme, backup);
        Assert.Empty(await BackupVerifier.VerifyAsync(copy.Path, cluster.Key, Token));
        await using var zip = await ZipFile.OpenReadAsync(copy.At("Data_001.zip"), Token);
        using var leads = new StreamReader(await zip.GetEntry("Data/Leads_001.csv")!.OpenAsync(Token));
        Assert.StartsWith("Id,Name\r\n0000,changed\r\n", await leads.ReadToEndAsync(Token), StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(cluster, backup);
    }

    [Fact]
    public async Task A_tenant_that_the_saas_does_not_have_is_refused()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 1));
        var nobody = new TenantId("eu", "nobody");
        var stranger = cluster.Grains.Tenant(nobody);

        await Assert.ThrowsAsync<UnknownTenantException>(() => cluster.RequestAsync(nobody, Sophia));
        await Assert.ThrowsAsync<UnknownTenantException>(stranger.GetOverview);
        await Assert.ThrowsAsync<UnknownTenantException>(() => stranger.RecordOperatorBackup(Sophia, "Ticket 4711: a restore"));
    }

    [Fact]
    public async Task A_backup_that_no_tenant_knows_is_cleared_away()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 1));
        var stray = new BackupId(42);
        using var caller = Caller.Of(Acme).Enter();
        await cluster.OpenBackups.AddAsync(Acme, stray, Token);
        using (Caller.Of(Acme).Enter()) await cluster.Store.WriteAsync(ArchiveKey.Of(Acme, stray).Epoch(1) / "Data_001.zip", (stream, token) => stream.WriteAsync(new byte[3], token).AsTask(), Token);

        await cluster.IdleAsync();

        Assert.Empty(await cluster.Store.ListAsync(ArchiveKey.Of(Acme, stray), Token).ToListAsync(Token));
    }

    private static CrmScene Scene(int leads)
    {
        var module = new SceneModule("Leads", "Id", "Name");
        for (var i = 0; i < leads; i++) module.With($"{i:0000}", $"Lead {i}");
        var notes = new SceneModule("Notes", "Id", "Text");
        for (var i = 0; i < 10; i++) notes.With($"{i:0000}", i % 2 == 0 ? null : "");
        var scene = new CrmScene();
        scene.Add("eu", "acme", module, notes).Attachments.Add(new SceneAttachment("1", "Leads", "1", "hello.txt", "hello"u8.ToArray()));
        return scene;
    }

    private static async Task<BackupId> RequestAsync(TestCluster cluster) =>
        Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Sophia)).Id;

    private static async Task<IEnumerable<LogEvent>> LogAsync(TestCluster cluster) =>
        (await cluster.Grains.Tenant(Acme).GetLog(1, 200, LogFilter.All)).Entries.Select(entry => entry.Event);

    private static async Task AssertNothingIsLeftAsync(TestCluster cluster, Backup backup)
    {
        var published = backup.Publication?.Files.Select(file => ArchiveKey.Published(Acme, backup.Id, backup.Publication.Epoch, file.Name).ToString()) ?? [];
        var files = Directory.GetFiles(cluster.ArchiveDirectory, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(cluster.ArchiveDirectory, path));
        Assert.Equal(published.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        Assert.Empty(cluster.Crm.OpenSnapshots);
        Assert.Empty(await cluster.OpenBackups.ListAsync(Token));
    }

    // The silos that are at it die in the middle of its leads.
    private static async Task<Backup> EndedAfterDeathAsync(TestCluster cluster)
    {
        var pause = cluster.Crm.Script.PauseAt("Leads", 150);
        var id = await RequestAsync(cluster);
        await pause.Reached;
        foreach (var silo in await SilosOfAsync(cluster, id)) await cluster.Silos.KillSiloAsync(silo, Token);
        var backup = await cluster.EndedAsync(Acme, id);
        pause.Release();
        return backup;
    }

    private static async Task<IEnumerable<Orleans.TestingHost.InProcessSiloHandle>> SilosOfAsync(TestCluster cluster, BackupId id)
    {
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        var addresses = new HashSet<SiloAddress?>
        {
            await management.GetActivationAddress(cluster.Grains.Backup(Acme, id)),
            await management.GetActivationAddress(cluster.Grains.ModuleExport(Acme, id, "Leads")),
        };
        return cluster.Silos.Silos.Where(silo => addresses.Contains(silo.SiloAddress)).ToList();
    }

    /// <summary>A table of open backups whose database is sometimes away when a row is to go.</summary>
    private sealed class FalteringOpenBackups(IOpenBackups inner, Func<bool> isAway) : IOpenBackups
    {
        public Task AddAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken) => inner.AddAsync(tenant, backup, cancellationToken);

        public Task RemoveAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken) =>
            isAway() ? throw new IOException("The database is away.") : inner.RemoveAsync(tenant, backup, cancellationToken);

        public Task<IReadOnlyList<(TenantId Tenant, BackupId Backup)>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);
    }
}
