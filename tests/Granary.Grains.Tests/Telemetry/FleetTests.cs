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

namespace Granary.Grains.Tests.Telemetry;

/// <summary>Operators see how a tenant stands, without asking the tenant.</summary>
public sealed class FleetTests : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestCluster cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IFleet Fleet => cluster.Silos.Silos[0].ServiceProvider.GetRequiredService<IFleet>();

    private ITenantGrain Tenant => cluster.Grains.Tenant(Acme);

    public async ValueTask InitializeAsync()
    {
        var scene = new CrmScene();
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1").With("2"));
        cluster = await TestCluster.StartAsync(scene, clock: clock);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task A_backup_is_running_then_over_and_one_that_fails_is_failing_until_one_succeeds()
    {
        var pause = cluster.Crm.Script.PauseAt("Leads", 1);
        var id = await RequestAsync();
        await pause.Reached;
        Assert.Equal(BackupState.InProgress, (await SingleAsync(FleetCondition.Running)).Open);
        pause.Release();
        await cluster.EndedAsync(Acme, id);
        Assert.Empty(await Fleet.CountAsync(clock.GetUtcNow(), Token));

        cluster.Crm.Script.FailToTake(new InvalidOperationException("access denied"), times: 2);
        for (var failures = 1; failures <= 2; failures++)
        {
            await cluster.EndedAsync(Acme, await RequestAsync());
            var failing = await SingleAsync(FleetCondition.Failing);
            Assert.Equal((failures, FaultStage.Snapshot, FaultSide.Crm), (failing.Failures, failing.Stage!.Value, failing.Side!.Value));
        }

        await cluster.EndedAsync(Acme, await RequestAsync());
        Assert.Empty(await Fleet.CountAsync(clock.GetUtcNow(), Token));
    }

    [Fact]
    public async Task A_run_that_does_not_come_is_late_after_a_quarter_of_an_hour()
    {
        await Tenant.SaveSchedule(Sophia, new Recurrence.TwiceAMonth(DayOfWeek.Monday), null);
        var due = (await Tenant.GetOverview()).NextRun!.DueAt;

        Assert.Empty(await Fleet.ListAsync(FleetCondition.Late, null, due + Standing.LateAfter, 0, 10, Token));
        Assert.Equal(due, Assert.Single(await Fleet.ListAsync(FleetCondition.Late, "eu", due + Standing.LateAfter + TimeSpan.FromSeconds(1), 0, 10, Token)).Standing.DueAt);
    }

    [Fact]
    public async Task Metrics_tell_how_many_tenants_of_a_region_fail_and_when_none_does_any_more()
    {
        using var metrics = new Recorder(cluster);
        cluster.Crm.Script.FailToTake(new InvalidOperationException("access denied"));
        await cluster.EndedAsync(Acme, await RequestAsync());
        await LookAsync(failing: 1);

        await cluster.EndedAsync(Acme, await RequestAsync());
        await LookAsync(failing: 0);

        async Task LookAsync(int failing)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Wait.UntilAsync(() => metrics.Observe("granary.fleet.tenants", "granary.region=eu", "granary.fleet.condition=failing") == failing &&
                metrics.Values("granary.fleet.tenants").Count == Enum.GetValues<FleetCondition>().Length, "the next look");
        }
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_counted_and_tells_nothing_old()
    {
        using var metrics = new Recorder(cluster);
        await cluster.ExecuteAsync("ALTER TABLE Fleet RENAME TO Away");

        clock.Advance(TimeSpan.FromMinutes(1));

        await Wait.UntilAsync(() => metrics.Sum("granary.fleet.failures") == 1, "the failure of a look");
        metrics.Observe("granary.fleet.tenants");
        Assert.Empty(metrics.Values("granary.fleet.tenants"));
    }

    [Fact]
    public async Task A_copy_that_could_not_be_made_is_made_when_the_grain_starts_anew()
    {
        await cluster.ExecuteAsync("CREATE TRIGGER broken BEFORE INSERT ON Fleet BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        cluster.Crm.Script.FailToTake(new InvalidOperationException("access denied"));
        await cluster.EndedAsync(Acme, await RequestAsync());
        Assert.Empty(await Fleet.CountAsync(clock.GetUtcNow(), Token));

        await cluster.ExecuteAsync("DROP TRIGGER broken");
        await cluster.StopAsync(killed: true);
        await cluster.StartAgainAsync(silos: 1);
        await Tenant.GetOverview();

        await Wait.UntilAsync(async () => (await Fleet.CountAsync(clock.GetUtcNow(), Token)).Count > 0, "the copy");
        Assert.Equal(1, (await SingleAsync(FleetCondition.Failing)).Failures);
    }

    private async Task<BackupId> RequestAsync() => Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Sophia)).Id;

    private async Task<Standing> SingleAsync(FleetCondition condition) =>
        Assert.Single(await Fleet.ListAsync(condition, null, clock.GetUtcNow(), 0, 10, Token)).Standing;
}
