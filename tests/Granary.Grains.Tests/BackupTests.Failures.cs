using Granary.Archive.Verification;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;

namespace Granary.Grains.Tests;

/// <summary>What fails, and what it costs: a part, an attempt, a module or the backup.</summary>
public sealed partial class BackupTests
{
    [Fact]
    public async Task A_passing_failure_repeats_the_part_and_not_the_module()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250));
        cluster.Crm.Script.FailAt("Leads", 150, new TransientException("the connection broke"));

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal((BackupState.Ready, 260L), (backup.State, backup.Publication!.Records));
        Assert.Equal(250 + 50 - 1, cluster.Crm.Script.RowsRead("Leads"), tolerance: 1);
    }

    [Fact]
    public async Task A_failure_that_outlasts_the_tries_of_a_module_costs_an_attempt_and_not_the_module()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250));
        cluster.Crm.Script.FailAt("Leads", 150, new TransientException("too many connections"), times: 4);

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal((BackupState.Ready, 260L, 2), (backup.State, backup.Publication!.Records, backup.Publication.Epoch));
    }

    [Fact]
    public async Task A_module_that_cannot_be_read_is_a_warning_and_the_others_are_delivered()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 150));
        cluster.Crm.Script.FailAt("Leads", 120, new InvalidOperationException("no such column: Secret"), times: 99);

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal(BackupState.ReadyWithWarnings, backup.State);
        Assert.Equal((1, 10L), (backup.Publication!.Modules, backup.Publication.Records));
        Assert.Equal(new BackupWarning(WarningCode.ModuleFailed, "Leads", null, "no such column: Secret"), Assert.Single(backup.Publication.Warnings));
        using var copy = await cluster.DownloadAsync(Acme, backup);
        Assert.Empty(await BackupVerifier.VerifyAsync(copy.Path, cluster.Key, Token));
    }

    [Fact]
    public async Task When_no_module_can_be_read_the_backup_has_failed_and_leaves_nothing()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 150));
        foreach (var module in new[] { "Leads", "Notes" }) cluster.Crm.Script.FailAt(module, 0, new InvalidOperationException("access denied"), times: 99);

        var backup = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        Assert.Equal((BackupState.Failed, FaultSide.Crm, FaultStage.Export), (backup.State, backup.Fault!.Side, backup.Fault.Stage));
        Assert.Equal([LogEvent.BackupFailed, LogEvent.BackupStarted, LogEvent.BackupRequested], await LogAsync(cluster));
        await AssertNothingIsLeftAsync(cluster, backup);
    }

    [Fact]
    public async Task A_backup_whose_edition_is_not_configured_any_more_is_told_all_the_same()
    {
        var scene = Scene(leads: 10);
        await using var cluster = await TestCluster.StartAsync(scene);
        var pause = cluster.Crm.Script.PauseAt("Leads", 5);
        var id = await RequestAsync(cluster);
        await pause.Reached;

        scene[Acme].Profile = scene[Acme].Profile with { Edition = "Gold" };
        pause.Release();

        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, id)).State);
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_believed_ends_the_backup_and_blocks_no_other()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10));
        var pause = cluster.Crm.Script.PauseAt("Leads", 5);
        var id = await RequestAsync(cluster);
        await pause.Reached;

        // As when the key of the signatures was replaced after the silo died that wrote it.
        using (Caller.Of(Acme).Enter()) await cluster.Store.WriteAsync(ArchiveKey.Of(Acme, id) / "manifest.json", (stream, token) => stream.WriteAsync("{}"u8.ToArray(), token).AsTask(), Token);
        pause.Release();
        var backup = await cluster.EndedAsync(Acme, id);

        Assert.Equal((BackupState.Failed, FaultStage.Verification), (backup.State, backup.Fault?.Stage));
        await AssertNothingIsLeftAsync(cluster, backup);
        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, await RequestAsync(cluster))).State);
    }
}
