using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Orleans.Runtime;

namespace Granary.Grains.Tests;

/// <summary>Two silos of one region, one of another.</summary>
public sealed class RegionTests
{
    private const int TenantsOfEach = 6;
    private const int OthersOfEach = 100;

    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly string[] Regions = ["eu", "us"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_grain_of_a_tenant_runs_in_its_region()
    {
        var scene = new CrmScene();
        foreach (var region in Regions)
            for (var i = 0; i < TenantsOfEach; i++) scene.Add(region, $"tenant-{i}", Module("Leads"), Module("Deals"));
        var tenants = scene.Tenants.ToList();
        foreach (var region in Regions)
            for (var i = 0; i < OthersOfEach; i++) scene.Add(region, $"other-{i}");
        await using var cluster = await TestCluster.StartAsync(scene, silos: 3, regionOf: RegionOf);

        await Task.WhenAll(tenants.Select(async tenant => await cluster.EndedAsync(tenant.Id, await RequestAsync(cluster, tenant.Id))));
        // So many that neither silo of a region is left out by chance.
        await Task.WhenAll(scene.Tenants.Select(tenant => cluster.Grains.Tenant(tenant.Id).GetOverview()));
        // A tick comes from wherever the ring has the reminder.
        foreach (var tenant in tenants)
            await cluster.Grains.Tenant(tenant.Id).AsReference<IRemindable>().ReceiveReminder("next", new TickStatus(default, TimeSpan.FromMinutes(1), default), Token);

        var running = await GrainsAsync(cluster);
        Assert.All(running, grain => Assert.Equal(grain.Region, RegionOf(grain.Silo)));
        // Tenants, backups and the exports of two modules, of each region.
        Assert.All(Regions, region => Assert.True(running.Count(grain => grain.Region == region) >= TenantsOfEach * 4 + OthersOfEach));
        Assert.Equal(3, running.Select(grain => grain.Silo).Distinct().Count());
    }

    [Fact]
    public async Task A_region_without_a_silo_says_so_and_its_backup_waits_for_one_of_its_own()
    {
        var scene = new CrmScene();
        scene.Add("eu", "acme", Module("Leads"));
        scene.Add("us", "acme", Module("Deals"));
        var (here, away) = (new TenantId("eu", "acme"), new TenantId("us", "acme"));
        await using var cluster = await TestCluster.StartAsync(scene, silos: 3, regionOf: RegionOf);
        var pause = cluster.Crm.Script.PauseAt("Deals", 2);
        var open = await RequestAsync(cluster, away);
        await pause.Reached;

        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos.Single(silo => RegionOf(silo.Name) == "us"), Token);
        pause.Release();

        await Wait.UntilAsync(async () => await FailureAsync(cluster, away) is RegionUnavailableException { Region: "us" }, "what is said of the region");
        await RequestAsync(cluster, here);
        await Wait.UntilAsync(async () => (await cluster.OpenBackups.ListAsync(Token)).SequenceEqual([(away, open)]), "the end of the backup in the other region");
        Assert.DoesNotContain(await GrainsAsync(cluster), grain => grain.Region == "us");

        await cluster.Silos.StartAdditionalSiloAsync();
        // The others learn of its region a moment after they learn of it.
        await Wait.UntilAsync(async () => await FailureAsync(cluster, away) is null, "the silo of the other region");
        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(away, open)).State);
    }

    // The third silo, and any that is started later.
    private static string RegionOf(string silo) => silo[^1] is '0' or '1' ? "eu" : "us";

    private static SceneModule Module(string name)
    {
        var module = new SceneModule(name, "Id");
        for (var i = 0; i < 10; i++) module.With($"{i:0000}");
        return module;
    }

    private static async Task<BackupId> RequestAsync(TestCluster cluster, TenantId tenant) =>
        Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(tenant, Sophia)).Id;

    private static async Task<Exception?> FailureAsync(TestCluster cluster, TenantId tenant) =>
        await Record.ExceptionAsync(cluster.Grains.Tenant(tenant).GetOverview);

    /// <summary>What runs where, of the grains of tenants.</summary>
    private static async Task<List<(string Region, string Silo)>> GrainsAsync(TestCluster cluster)
    {
        var names = cluster.Silos.Silos.ToDictionary(silo => silo.SiloAddress, silo => silo.Name);
        var statistics = await cluster.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return [.. statistics
            .Select(grain => (Region: grain.GrainId.Key.ToString()!.Split('/')[0], Silo: names[grain.SiloAddress]))
            .Where(grain => Regions.Contains(grain.Region))];
    }
}
