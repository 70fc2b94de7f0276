using System.Collections.Concurrent;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;

namespace Granary.Grains.Tests;

/// <summary>
/// Many ask for a backup at once, of a tenant that has nothing but units, and each goes on until told that nothing is left.
/// <c>tests/units</c> runs it as often as asked.
/// </summary>
public sealed class UnitsTests
{
    private const int Callers = 64;
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task N_units_give_exactly_N_backups_to_any_number_of_callers(int units)
    {
        var rounds = Campaign.Setting("GRANARY_ROUNDS", normally: 1);
        var seed = Campaign.Seed;
        var random = new Random(seed);
        var scene = new CrmScene();
        for (var round = 1; round <= rounds; round++)
            scene.Tenants.Add(new SceneTenant(new TenantProfile(TenantOf(round), "Acme", "Europe/Paris", "FR", Edition.Free)) { Modules = { new SceneModule("Leads", "Id").With("1") } });
        await using var cluster = await TestCluster.StartAsync(scene, silos: 2);

        for (var round = 1; round <= rounds; round++)
        {
            var tenant = cluster.Grains.Tenant(TenantOf(round));
            await tenant.SetUnits(Sophia, units);
            var accepted = new ConcurrentBag<BackupId>();

            await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => AskAsync(cluster, TenantOf(round), units, accepted, new Random(random.Next()))));
            await cluster.IdleAsync();

            var overview = await tenant.GetOverview();
            var context = $"{units} units, round {round}, seed {seed}";
            Assert.True(overview.Ended.Count(backup => backup.State is BackupState.Ready) == units, $"{string.Join(", ", overview.Ended.Select(backup => backup.State))}: {context}");
            Assert.True(overview.Ended.Select(backup => backup.Id).Order().SequenceEqual(accepted.Order()), $"{accepted.Count} were accepted: {context}");
            Assert.True(overview.Quota is { UnitsLeft: 0, UnitsInUse: 0 }, $"{overview.Quota}: {context}");
            Assert.Equal(units, Directory.GetFiles(Path.Combine(cluster.ArchiveDirectory, TenantOf(round).ToString()), "manifest.json", SearchOption.AllDirectories).Length);
        }
        Console.WriteLine($"{rounds} of {rounds} rounds: {Callers} callers made exactly {units} Ready of {units} units; seed {seed}");
    }

    // One backup too many is enough to know: without that bound, it would never end.
    private static async Task AskAsync(TestCluster cluster, TenantId tenant, int units, ConcurrentBag<BackupId> accepted, Random random)
    {
        while (accepted.Count <= units)
        {
            var answer = await cluster.RequestAsync(tenant, Sophia);
            if (answer is BackupAnswer.NothingLeft) return;
            if (answer is BackupAnswer.Accepted { Id: var id }) accepted.Add(id);
            await Task.Delay(random.Next(20), Token);
        }
    }

    private static TenantId TenantOf(int round) => new("eu", $"acme-{round}");
}
