using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

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

    [Fact]
    public async Task What_another_process_was_first_to_write_is_not_asked_for_again_by_somebody_who_has_stopped_waiting()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await TestCluster.StartAsync(Scene(leads: 1), clock: clock);
        await cluster.EndedAsync(Acme, await RequestAsync(cluster));
        await using (var command = await cluster.StartAnotherAsync())
            await command.Grains.Tenant(Acme).RecordOperatorBackup(new Actor(ActorKind.Operator, "olu", "Olu Ade"), "Ticket 4711");

        // Each look at the clock takes a minute.
        clock.AutoAdvanceAmount = TimeSpan.FromMinutes(1);
        await Assert.ThrowsAsync<InconsistentStateException>(() => RequestAsync(cluster));
        clock.AutoAdvanceAmount = TimeSpan.Zero;

        Assert.Single((await cluster.Grains.Tenant(Acme).GetOverview()).Ended);
        await RequestAsync(cluster);
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

        Assert.Equal(Turn.Run, await cluster.Grains.Tenant(Acme).GetTurn(id));

        pause.Release();
        Assert.Equal(BackupState.Ready, (await other.EndedAsync(Acme, id)).State);
    }
}
