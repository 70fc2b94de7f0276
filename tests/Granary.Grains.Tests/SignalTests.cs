using System.Collections.Concurrent;
using Granary.Contracts;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using InProcessSiloHandle = Orleans.TestingHost.InProcessSiloHandle;

namespace Granary.Grains.Tests;

/// <summary>Nodes listen to the streams of tenants, as the pages do, while silos die and come. What a signal says is in the kept list.</summary>
public sealed class SignalTests
{
    // Enough that whatever belongs to a stream lies on each of two silos for some of them.
    private static readonly TenantId[] Tenants = [.. Enumerable.Range(1, 40).Select(number => new TenantId("eu", $"acme-{number}"))];
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private readonly ConcurrentDictionary<TenantId, long> heard = new();

    [Fact]
    public async Task After_the_death_of_the_silo_that_held_the_streams_a_node_hears_what_comes_later_and_the_list_has_everything_once()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(), silos: 2);
        await ChangeAsync(cluster, notification: 1);
        var holder = await HolderAsync(cluster);
        await ListenAsync(cluster.Silos.Silos.Single(silo => silo != holder));
        await ChangeAsync(cluster, notification: 2);
        await HeardAsync(2);

        await cluster.Silos.KillSiloAsync(holder, TestContext.Current.CancellationToken);
        var made = 2;
        // What is sent while the death is not yet known may be lost, and is then found by looking; what comes later may not.
        do await ChangeAsync(cluster, ++made);
        while (made < 5 && !await IsHeardSoonAsync(made));

        await HeardAsync(made);
        await AssertKeptOnceAsync(cluster, made);
    }

    [Fact]
    public async Task After_a_restart_of_every_silo_a_node_hears_what_comes_and_the_list_has_everything_once()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(), silos: 2);
        await ListenAsync(cluster.Silos.Silos[0]);
        await ChangeAsync(cluster, notification: 1);
        await HeardAsync(1);

        foreach (var silo in cluster.Silos.Silos.ToList()) await cluster.Silos.KillSiloAsync(silo, TestContext.Current.CancellationToken);
        await using var restarted = await cluster.StartAnotherAsync(silos: 2);
        await ListenAsync(restarted.Silos.Silos[0]);
        await ChangeAsync(restarted, notification: 2);

        await HeardAsync(2);
        await AssertKeptOnceAsync(restarted, 2);
    }

    private static CrmScene Scene()
    {
        var scene = new CrmScene();
        foreach (var tenant in Tenants) scene.Add(tenant.Region, tenant.Name);
        return scene;
    }

    // As the pages do: one subscription for each tenant, held by the node and not by a grain.
    private async Task ListenAsync(InProcessSiloHandle node)
    {
        var streams = node.ServiceProvider.GetRequiredKeyedService<IStreamProvider>(TenantSignal.Provider);
        foreach (var tenant in Tenants)
            await streams.GetStream<TenantSignal>(TenantSignal.StreamOf(tenant)).SubscribeAsync((signal, _) =>
            {
                heard.AddOrUpdate(tenant, signal.LastNotification, (_, last) => Math.Max(last, signal.LastNotification));
                return Task.CompletedTask;
            });
    }

    private Task HeardAsync(long notification) => Wait.UntilAsync(() => IsHeard(notification), $"the signal of notification {notification} on every stream");

    private async Task<bool> IsHeardSoonAsync(long notification)
    {
        for (var tries = 0; tries < 150 && !IsHeard(notification); tries++) await Task.Delay(100, TestContext.Current.CancellationToken);
        return IsHeard(notification);
    }

    private bool IsHeard(long notification) => Tenants.All(tenant => heard.GetValueOrDefault(tenant) >= notification);

    private static async Task ChangeAsync(TestCluster cluster, long notification)
    {
        foreach (var tenant in Tenants)
            await Wait.UntilAsync(() => IsChangedAsync(cluster.Grains.Tenant(tenant), notification), $"the change of {tenant}");
    }

    // Each change makes one notification. A call may meet the silo that has just died, and is made again.
    private static async Task<bool> IsChangedAsync(ITenantGrain tenant, long notification)
    {
        try
        {
            if (notification % 2 == 1) await tenant.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(15), null);
            else await tenant.StopSchedule(Sophia);
            return true;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            return false;
        }
    }

    private static async Task AssertKeptOnceAsync(TestCluster cluster, int notifications)
    {
        foreach (var tenant in Tenants)
        {
            var kept = await cluster.Grains.Tenant(tenant).GetNotifications("sophia");
            Assert.Equal(
                Enumerable.Range(1, notifications).Reverse().Select(number => ((long)number, number % 2 == 1 ? NotificationKind.ScheduleSaved : NotificationKind.ScheduleStopped)),
                kept.Newest.Select(notification => (notification.Number, notification.Kind)));
        }
    }

    // Orleans places what belongs to streams where there is room, which may be all on one silo.
    private static async Task<InProcessSiloHandle> HolderAsync(TestCluster cluster)
    {
        InProcessSiloHandle? holder = null;
        await Wait.UntilAsync(async () =>
        {
            var statistics = await cluster.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
            var most = statistics
                .Where(grain => grain.GrainType.Contains("PubSubRendezvous", StringComparison.Ordinal) || grain.GrainType.Contains("MemoryStreamQueue", StringComparison.Ordinal))
                .GroupBy(grain => grain.SiloAddress).MaxBy(grains => grains.Count());
            holder = cluster.Silos.Silos.SingleOrDefault(silo => silo.SiloAddress.Equals(most?.Key));
            return holder is not null;
        }, "a silo that holds what belongs to streams");
        return holder!;
    }
}
