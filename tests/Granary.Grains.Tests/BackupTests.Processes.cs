using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;

namespace Granary.Grains.Tests;

/// <summary>Two processes that have the same tenant for a while: a command beside the server, a silo that slept.</summary>
public sealed partial class BackupTests
{
    [Fact]
    public async Task What_another_process_wrote_meanwhile_is_neither_lost_nor_overwritten()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 1));
        await cluster.EndedAsync(Acme, await RequestAsync(cluster));
        await using (var command = await cluster.StartAnotherAsync())
            await command.Grains.Tenant(Acme).RecordOperatorBackup(new Actor(ActorKind.Operator, "olu", "Olu Ade"), "Ticket 4711: a restore");

        await cluster.EndedAsync(Acme, await RequestAsync(cluster));

        var log = await cluster.Grains.Tenant(Acme).GetLog(1, 50, LogFilter.All);
        Assert.Equal([7L, 6, 5, 4, 3, 2, 1], log.Entries.Select(entry => entry.Number));
        Assert.Equal(LogEvent.OperatorTookBackup, log.Entries[3].Event);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_another_process_was_asked_for_meanwhile_is_not_done_again_by_one_that_comes_to_it_late(bool knowsTheOthers)
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 1));
        await cluster.EndedAsync(Acme, await RequestAsync(cluster));
        var askedAt = TimeProvider.System.GetUtcNow();
        await using var other = await cluster.StartAnotherAsync();
        var id = await RequestAsync(other);
        await other.EndedAsync(Acme, id);
        if (knowsTheOthers) Assert.NotNull(await cluster.Grains.Tenant(Acme).FindBackup(id));

        Assert.Equal(new BackupAnswer.AlreadyRunning(id), await cluster.Grains.Tenant(Acme).RequestBackup(Sophia, BackupOrigin.OnDemand, askedAt));

        // Its own sweep may have come upon the other's backup while it ran, and has known an open one since.
        await cluster.EndedAsync(Acme, id);
        Assert.Equal(2, (await cluster.Grains.Tenant(Acme).GetOverview()).Ended.Count);
    }

    [Fact]
    public async Task Who_was_about_to_begin_an_attempt_when_it_fell_asleep_has_another_number_than_who_went_on()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10));
        var pause = cluster.Crm.Script.PauseAt("Leads", 5);
        var id = await RequestAsync(cluster);
        await pause.Reached;

        var slept = await cluster.Grains.Tenant(Acme).BeginAttempt(id, last: 0);
        pause.Release();
        var ended = await cluster.EndedAsync(Acme, id);

        Assert.Equal((2, 1), (slept, ended.Publication!.Epoch));
        Assert.Null(await cluster.Grains.Tenant(Acme).BeginAttempt(id, last: 0));
    }

    [Fact]
    public async Task Who_slept_and_then_fails_takes_nothing_from_who_went_on()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 250));
        var pause = cluster.Crm.Script.PauseAt("Leads", 150);
        foreach (var (module, row) in new[] { ("Leads", 160), ("Notes", 0) }) cluster.Crm.Script.FailAt(module, row, new InvalidOperationException("access denied"));
        var id = await RequestAsync(cluster);
        await pause.Reached;

        var wentOn = await cluster.Grains.Tenant(Acme).BeginAttempt(id, last: 0);
        pause.Release();
        var ended = await cluster.EndedAsync(Acme, id);

        // The failure of the first attempt ended nothing, and its parts are still of use.
        Assert.Equal((BackupState.Ready, 2, 3), (ended.State, wentOn, ended.Publication?.Epoch));
        Assert.Equal([LogEvent.BackupReady, LogEvent.BackupStarted, LogEvent.BackupRequested], await LogAsync(cluster));
        Assert.Equal(250 + 60, cluster.Crm.Script.RowsRead("Leads"));
    }

    [Fact]
    public async Task A_backup_that_another_process_recorded_is_not_taken_for_one_that_no_tenant_knows()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10));
        await cluster.EndedAsync(Acme, await RequestAsync(cluster));
        await using var other = await cluster.StartAnotherAsync();
        var pause = cluster.Crm.Script.PauseAt("Leads", 5);
        var id = await RequestAsync(other);
        await pause.Reached;

        Assert.Equal(id, (await cluster.Grains.Tenant(Acme).FindBackup(id))?.Id);
        Assert.Equal(Turn.Run, (await cluster.Grains.Tenant(Acme).GetTurn(id)).Turn);

        pause.Release();
        Assert.Equal(BackupState.Ready, (await other.EndedAsync(Acme, id)).State);
    }

    [Fact]
    public async Task A_backup_that_another_process_gave_up_before_it_was_recorded_is_recorded_as_another_one_that_somebody_looks_after()
    {
        var held = new HeldOpenBackups();
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 10), configure: held.TakePlace);
        var pause = cluster.Crm.Script.PauseAt("Leads", 5);
        var asked = RequestAsync(cluster);
        var first = await held.Added;
        await using (var other = await cluster.StartAnotherAsync())
        {
            await other.Grains.Backup(Acme, first).Run();
            await Wait.UntilAsync(async () => (await other.OpenBackups.ListAsync(TestContext.Current.CancellationToken)).Count == 0, "nobody who looks after it");
        }

        held.Release();
        var id = await asked;
        await pause.Reached;

        Assert.Equal([(Acme, id)], await cluster.OpenBackups.ListAsync(TestContext.Current.CancellationToken));
        pause.Release();
        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, id)).State);
    }
}
