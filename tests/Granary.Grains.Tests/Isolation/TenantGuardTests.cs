using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Orleans.Runtime;

namespace Granary.Grains.Tests.Isolation;

/// <summary>Two tenants on one silo, and callers of every kind who know both names.</summary>
public sealed class TenantGuardTests : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly TenantId Bolt = new("eu", "bolt");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private TestCluster cluster = null!;

    private ITenantGrain Tenant => cluster.GrainsOfSilo.Tenant(Acme);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var scene = new CrmScene();
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1"));
        scene.Add("eu", "bolt", new SceneModule("Leads", "Id").With("1"));
        cluster = await TestCluster.StartAsync(scene);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    /// <summary>A call of each of a tenant's grains.</summary>
    public static TheoryData<string, Func<IGrainFactory, Task>> Calls => new()
    {
        { "tenant", grains => grains.Tenant(Acme).GetOverview() },
        { "purchases", grains => grains.Purchases(Acme).GetShop(null) },
        { "backup", grains => grains.Backup(Acme, new BackupId(1)).GetProgress() },
        { "export", grains => grains.ModuleExport(Acme, new BackupId(1), "Leads").Run(new ModuleOrder(1, new SnapshotReference("s", default), 1)) },
        { "payment", grains => grains.SandboxPayment("eu/acme/1").Find() },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task Only_who_calls_for_the_tenant_is_let_in(string grain, Func<IGrainFactory, Task> call)
    {
        await Assert.ThrowsAsync<ForeignCallException>(() => call(cluster.GrainsOfSilo));
        foreach (var other in new[] { Caller.Of(Bolt), Caller.Of(new TenantId("us", "acme")), Caller.Operator, new Caller(CallerKind.Tenant, null), new Caller((CallerKind)99, Acme) })
            using (other.Enter())
                await Assert.ThrowsAsync<ForeignCallException>(() => call(cluster.GrainsOfSilo));

        foreach (var own in new[] { Caller.Of(Acme), Caller.Vendor, Caller.Granary })
            using (own.Enter())
                await call(cluster.GrainsOfSilo);
        Assert.NotEmpty(grain);
    }

    [Fact]
    public async Task An_operator_is_let_in_where_it_leaves_an_entry_with_the_reason_in_the_tenants_log_and_nowhere_else()
    {
        var operators = typeof(ITenantGrain).GetMethods().Concat(typeof(ITenantPurchases).GetMethods()).Concat(typeof(IBackupGrain).GetMethods())
            .Where(method => Caller.Operator.MayCall(Acme, method)).Select(method => method.Name);
        Assert.Equal([nameof(ITenantGrain.RecordOperatorBackup)], operators);

        using (Caller.Operator.Enter())
        {
            await Assert.ThrowsAsync<FormatException>(() => Tenant.RecordOperatorBackup(new Actor(ActorKind.Operator, "olu", "Olu Ade"), "because"));
            await Tenant.RecordOperatorBackup(new Actor(ActorKind.Operator, "olu", "Olu Ade"), "Ticket 4711: a restore");
        }

        using var own = Caller.Of(Acme).Enter();
        var entry = Assert.Single((await Tenant.GetLog(1, 10, LogFilter.All)).Entries);
        Assert.Equal((LogEvent.OperatorTookBackup, "Olu Ade", "Ticket 4711: a restore"), (entry.Event, entry.Actor.Name, entry.Detail));
    }

    [Fact]
    public async Task A_refused_call_has_done_nothing()
    {
        using (Caller.Of(Bolt).Enter())
            await Assert.ThrowsAsync<ForeignCallException>(() => Tenant.RequestBackup(Sophia, BackupOrigin.OnDemand, TimeProvider.System.GetUtcNow()));

        using var own = Caller.Of(Acme).Enter();
        Assert.Equal(0, (await Tenant.GetLog(1, 10, LogFilter.All)).Total);
    }

    // The background of three kinds of grains, their timers, the reminder and the sweep.
    [Fact]
    public async Task What_a_grain_does_for_the_vendor_it_does_for_its_own_tenant()
    {
        BackupAnswer.Accepted accepted;
        using (Caller.Vendor.Enter()) accepted = Assert.IsType<BackupAnswer.Accepted>(await Tenant.RequestBackup(new Actor(ActorKind.Vendor, "crm", "The CRM"), BackupOrigin.OnDemand, TimeProvider.System.GetUtcNow()));

        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, accepted.Id)).State);
        await Tenant.AsReference<IRemindable>().ReceiveReminder("next", default, Token);
    }

    [Fact]
    public async Task Files_are_given_to_nobody_but_whom_they_are_of()
    {
        var key = ArchiveKey.Of(Acme, new BackupId(7)).Epoch(1) / "Data_001.zip";
        using (Caller.Of(Acme).Enter()) await cluster.Store.WriteAsync(key, (stream, token) => stream.WriteAsync(new byte[3], token).AsTask(), Token);

        foreach (var other in new[] { null, Caller.Of(Bolt), Caller.Operator, Caller.Vendor, Caller.Granary })
            using (other?.Enter())
            {
                await Assert.ThrowsAsync<UnauthorizedAccessException>(() => cluster.Store.OpenAsync(key, Token));
                await Assert.ThrowsAsync<UnauthorizedAccessException>(() => cluster.Store.WriteAsync(key, (_, _) => Task.CompletedTask, Token));
                await Assert.ThrowsAsync<UnauthorizedAccessException>(async () => await cluster.Store.ListAsync(key, Token).ToListAsync(Token));
                await Assert.ThrowsAsync<UnauthorizedAccessException>(() => cluster.Store.DeleteAsync(key, Token));
                await Assert.ThrowsAsync<UnauthorizedAccessException>(() => cluster.Store.DeleteUnfinishedAsync(key, Token));
            }

        using var own = Caller.Of(Acme).Enter();
        await using var file = await cluster.Store.OpenAsync(key, Token);
        Assert.Equal(3, file!.Length);
    }
}
