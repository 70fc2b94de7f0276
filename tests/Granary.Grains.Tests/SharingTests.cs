using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Granary.Grains.Tests;

/// <summary>What many tenants do to each other.</summary>
public sealed class SharingTests
{
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly TenantId Giant = new("eu", "giant");
    private static readonly TenantId Small = new("eu", "small");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_backup_is_ready_while_a_large_one_that_began_before_it_goes_on()
    {
        var scene = new CrmScene();
        scene.Add("eu", "giant", Module("Large", rows: 50_000));
        scene.Add("eu", "small", Module("Leads", rows: 10), Module("Notes", rows: 10));
        await using var cluster = await TestCluster.StartAsync(scene, configure: services => services.Configure<BackupOptions>(options => options.ExportsPerSilo = 1));
        cluster.Crm.Script.Slow(TimeSpan.FromMilliseconds(1));

        var large = await RequestAsync(cluster, Giant);
        await Wait.UntilAsync(() => cluster.Crm.Script.RowsRead("Large") > 0, "the first row of the large backup");
        var small = await RequestAsync(cluster, Small);
        await ReadyAsync(cluster, Small, small);

        Assert.True((await cluster.Grains.Tenant(Giant).FindBackup(large))!.IsOpen);
        var records = cluster.Crm.Script.RowsRead("Large");
        await Wait.UntilAsync(() => cluster.Crm.Script.RowsRead("Large") > records, "another row of the large backup");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("the connection broke")]
    public async Task An_export_whose_database_falls_silent_keeps_nobody_waiting_and_goes_on_afterwards(string? failure)
    {
        var scene = new CrmScene();
        scene.Add("eu", "giant", Module("Large", rows: 500));
        scene.Add("eu", "small", Module("Leads", rows: 10), Module("Notes", rows: 10));
        await using var cluster = await TestCluster.StartAsync(scene, configure: services => services.Configure<BackupOptions>(options => options.ExportsPerSilo = 1));
        var silence = cluster.Crm.Script.PauseAt("Large", 5, failure is null ? null : new TransientException(failure));

        var large = await RequestAsync(cluster, Giant);
        await silence.Reached;
        await ReadyAsync(cluster, Small, await RequestAsync(cluster, Small));
        silence.Release();

        await ReadyAsync(cluster, Giant, large);
        await ReadyAsync(cluster, Small, await RequestAsync(cluster, Small));
    }

    [Fact]
    public async Task No_more_backups_than_allowed_have_a_snapshot_of_a_database_and_those_of_others_go_on()
    {
        var scene = new CrmScene();
        scene.Add("eu", "giant", Module("Large", rows: 10));
        scene.Add("eu", "small", Module("Leads", rows: 10));
        var elsewhere = new SceneTenant(scene[Small].Profile with { Id = new TenantId("eu", "elsewhere") }) { Database = "another" };
        elsewhere.Modules.Add(Module("Deals", rows: 10));
        scene.Tenants.Add(elsewhere);
        await using var cluster = await TestCluster.StartAsync(scene, configure: services => services.Configure<BackupOptions>(options => options.BackupsPerDatabase = 1));
        var pause = cluster.Crm.Script.PauseAt("Large", 5);

        await RequestAsync(cluster, Giant);
        await pause.Reached;
        var waiting = await RequestAsync(cluster, Small);
        await ReadyAsync(cluster, elsewhere.Id, await RequestAsync(cluster, elsewhere.Id));

        Assert.Equal(BackupState.Queued, (await cluster.Grains.Tenant(Small).FindBackup(waiting))!.State);
        Assert.DoesNotContain(cluster.Crm.OpenSnapshots, name => name.StartsWith($"{Small}/", StringComparison.Ordinal));
        pause.Release();
        await ReadyAsync(cluster, Small, waiting);
    }

    [Fact]
    public async Task A_backup_that_is_cancelled_while_it_waits_never_takes_a_snapshot()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var scene = new CrmScene();
        scene.Add("eu", "giant", Module("Large", rows: 10));
        scene.Add("eu", "small", Module("Leads", rows: 10));
        await using var cluster = await TestCluster.StartAsync(scene, clock: clock, configure: services => services.Configure<BackupOptions>(options => options.BackupsPerDatabase = 1));
        var small = cluster.Grains.Tenant(Small);
        await small.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(2), from: null);
        clock.Advance(TimeSpan.FromDays(1));
        var pause = cluster.Crm.Script.PauseAt("Large", 5);
        await RequestAsync(cluster, Giant);
        await pause.Reached;

        await small.AsReference<IRemindable>().ReceiveReminder("next", default, Token);
        var waiting = (await small.GetOverview()).Open!;
        await small.StopSchedule(Sophia);
        pause.Release();
        await cluster.IdleAsync();

        Assert.Equal((BackupState.Queued, BackupState.Cancelled), (waiting.State, (await small.FindBackup(waiting.Id))!.State));
        Assert.Equal(0, cluster.Crm.Script.RowsRead("Leads"));
    }

    [Fact]
    public async Task A_reminder_is_read_only_when_it_is_about_to_ring()
    {
        await using var cluster = await TestCluster.StartAsync(new CrmScene());
        var reminders = cluster.Silos.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await SetAsync(reminders, Giant, now.AddMinutes(-3));
        await SetAsync(reminders, Small, now.AddMinutes(11));
        foreach (var number in Enumerable.Range(0, 50)) await SetAsync(reminders, new TenantId("eu", $"idle-{number}"), now.AddMinutes(16 + 60 * number));

        var hash = GrainIdOf(Small).GetUniformHashCode();
        var wholeRing = await reminders.ReadRows(0, 0, Token);
        var twoHalves = (await reminders.ReadRows(hash - 1, hash, Token)).Reminders.Concat((await reminders.ReadRows(hash, hash - 1, Token)).Reminders);

        Assert.Equal([GrainIdOf(Giant), GrainIdOf(Small)], wholeRing.Reminders.Select(row => row.GrainId).Order());
        Assert.Equal([GrainIdOf(Giant), GrainIdOf(Small)], twoHalves.Select(row => row.GrainId).Order());
        Assert.Equal(now.AddMinutes(16), (await reminders.ReadRow(GrainIdOf(new TenantId("eu", "idle-0")), "next", Token))!.StartAt, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("ReadRangeRows1Key")]
    [InlineData("ReadRangeRows2Key")]
    public async Task Reminders_that_do_not_ring_are_not_even_looked_at(string query)
    {
        await using var cluster = await TestCluster.StartAsync(new CrmScene());

        var plan = await cluster.QueryAsync("EXPLAIN QUERY PLAN " + Assert.Single(await cluster.QueryAsync($"SELECT QueryText FROM OrleansQuery WHERE QueryKey = '{query}'", column: 0)), column: 3);

        Assert.Equal("SEARCH OrleansRemindersTable USING INDEX IX_RemindersDue (ServiceId=? AND StartTime<?)", Assert.Single(plan));
    }

    private static SceneModule Module(string name, int rows)
    {
        var module = new SceneModule(name, "Id");
        for (var row = 0; row < rows; row++) module.With((long)row);
        return module;
    }

    private static GrainId GrainIdOf(TenantId tenant) => GrainId.Create("tenant", tenant.ToString());

    private static Task SetAsync(IReminderTable reminders, TenantId tenant, DateTime at) => reminders.UpsertRow(new ReminderEntry
    {
        GrainId = GrainIdOf(tenant), ReminderName = "next", StartAt = at, Period = TimeSpan.FromMinutes(3),
    }, Token);

    private static async Task<BackupId> RequestAsync(TestCluster cluster, TenantId tenant) =>
        Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(tenant, Sophia)).Id;

    private static Task ReadyAsync(TestCluster cluster, TenantId tenant, BackupId backup) =>
        Wait.UntilAsync(async () => (await cluster.Grains.Tenant(tenant).FindBackup(backup)) is { State: BackupState.Ready }, $"the backup of {tenant}");
}
