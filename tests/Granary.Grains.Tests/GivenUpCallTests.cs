using System.Globalization;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Granary.Grains.Tests;

/// <summary>A silo that is cut off cannot activate a grain in time, for example, and then cancels what waits for it.</summary>
public sealed class GivenUpCallTests
{
    private static readonly TenantId Acme = new("eu", "acme");

    [Fact]
    public async Task What_a_silo_gives_up_is_not_taken_for_cancelled_by_who_called()
    {
        var silo = new ImpatientSilo();
        await using var cluster = await StartAsync(silo);

        silo.GivesUp(nameof(ITenantGrain.GetOverview), times: 2);

        await Assert.ThrowsAsync<SiloUnavailableException>(cluster.Grains.Tenant(Acme).GetOverview);
        using (Caller.Of(Acme).Enter()) await Assert.ThrowsAsync<SiloUnavailableException>(cluster.GrainsOfSilo.Tenant(Acme).GetOverview);
        Assert.Equal(Acme, (await cluster.Grains.Tenant(Acme).GetOverview()).Profile.Id);
    }

    // Of the sweep that the tenant tells of it, or of the third that comes by itself.
    [Theory]
    [InlineData(1, "1.00:00:00")]
    [InlineData(3, "00:00:01")]
    public async Task A_backup_whose_grain_did_not_come_in_time_is_for_the_sweep(int times, string sweepEvery)
    {
        var silo = new ImpatientSilo();
        await using var cluster = await StartAsync(silo, options => options.SweepEvery = TimeSpan.Parse(sweepEvery, CultureInfo.InvariantCulture));
        silo.GivesUp(nameof(IBackupGrain.Run), times);

        var accepted = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, new Actor(ActorKind.Person, "ada", "Ada")));

        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, accepted.Id)).State);
        Assert.Equal(0, silo.Left);
    }

    private static Task<TestCluster> StartAsync(ImpatientSilo silo, Action<BackupOptions>? configure = null)
    {
        var scene = new CrmScene();
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1"));
        return TestCluster.StartAsync(scene, configure: services => services.AddSingleton<IIncomingGrainCallFilter>(silo).Configure(configure ?? (_ => { })));
    }

    private sealed class ImpatientSilo : IIncomingGrainCallFilter
    {
        private volatile string? method;
        private int left;

        /// <summary>How many calls it is yet to give up.</summary>
        public int Left => Math.Max(0, Volatile.Read(ref left));

        public void GivesUp(string method, int times) => (this.method, left) = (method, times);

        public Task Invoke(IIncomingGrainCallContext context) => context.MethodName == method && Interlocked.Decrement(ref left) >= 0
            ? Task.FromCanceled(new CancellationToken(canceled: true))
            : context.Invoke();
    }
}
