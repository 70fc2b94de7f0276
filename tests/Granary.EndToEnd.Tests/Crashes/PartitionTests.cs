using System.Net;
using Granary.EndToEnd.Tests.Cluster;
using Granary.Testing;
using Granary.Testing.Postgres;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>The network of a cluster of three is cut at random places while backups run: <c>tests/partitions</c>.</summary>
public sealed class PartitionTests
{
    private const int AtOnce = 6;

    // From not noticed at all to long taken for dead.
    private const int LongestSeconds = 40;

    private static readonly string[] Kinds = ["between two silos", "from one silo to another", "between a silo and the database", "around a silo"];

    [Fact(Explicit = true)]
    public async Task Who_is_cut_off_doubles_nothing_and_nothing_is_lost()
    {
        var cuts = Campaign.Setting("GRANARY_PARTITIONS", normally: 40);
        var random = new Random(Campaign.Seed);
        var server = await PostgresServer.SharedAsync();
        await using var network = SiloNetwork.Create(IPEndPoint.Parse($"{server.Environment["PGHOST"]}:{server.Environment["PGPORT"]}"));
        await using var stand = await CrashStand.StartAsync(tenants: cuts * 60, server, network: network);
        // A backup is small; so it lasts some seconds all the same, and cuts meet it.
        stand.MayGoOn = async _ =>
        {
            await Task.Delay(30);
            return true;
        };
        var (begun, isOver) = (0, false);
        async Task WorkAsync()
        {
            while (!isOver)
            {
                var tenant = stand.Tenants[Interlocked.Increment(ref begun) - 1];
                await stand.RequestAsync(tenant);
                await stand.RestAsync(tenant);
            }
        }

        var working = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync()));
        for (var cut = 0; cut < cuts; cut++)
        {
            await CrashStand.UntilAsync(() => Task.FromResult(working.IsFaulted || stand.Cluster.Silos.Count(silo => silo.IsReady) == 3), "three silos that work");
            if (working.IsFaulted) await working;
            await Task.Delay(random.Next(2500), TestContext.Current.CancellationToken);
            await CutAsync(stand, cut % Kinds.Length, TimeSpan.FromMilliseconds(random.Next(500, LongestSeconds * 1000)), random);
        }
        isOver = true;
        await working;
        Assert.True(stand.Deaths.Count >= cuts / 10, $"Only {stand.Deaths.Count} silos were taken for dead: the test shows little.");
        stand.MayGoOn = _ => Task.FromResult(true);
        var asked = stand.Tenants.Take(begun).ToList();
        await stand.CheckAsync(asked);

        foreach (var tenant in asked)
        {
            Assert.Equal("Ready", await stand.StateAsync(tenant));
            Assert.Equal(1, await stand.BackupsAsync(tenant));
        }
        await Console.Out.WriteLineAsync($"{cuts} cuts over {begun} backups, all ready; {stand.Deaths.Count} silos were taken for dead meanwhile and ended; seed {Campaign.Seed}");
    }

    private static async Task CutAsync(CrashStand stand, int kind, TimeSpan length, Random random)
    {
        var places = stand.Cluster.Silos.Select(stand.Cluster.PlaceOf).OrderBy(_ => random.Next()).ToList();
        var (one, other, third) = (places[0], places[1], places[2]);
        switch (kind)
        {
            case 0:
                SiloNetwork.Cut(one, other);
                SiloNetwork.Cut(other, one);
                break;
            case 1:
                SiloNetwork.Cut(one, other);
                break;
            case 2:
                SiloNetwork.Cut(one, to: null);
                break;
            default:
                SiloNetwork.Cut(one, to: null);
                SiloNetwork.Cut(one, other);
                SiloNetwork.Cut(one, third);
                break;
        }
        await Task.Delay(length, TestContext.Current.CancellationToken);
        foreach (var place in places) SiloNetwork.Heal(place);
        await Console.Out.WriteLineAsync($"{length.TotalSeconds:0.0} s {Kinds[kind]}; {stand.Deaths.Count} silos have ended so far");
    }
}
