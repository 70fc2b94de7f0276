using System.Collections.Concurrent;
using System.Diagnostics;
using Granary.EndToEnd.Tests.Cluster;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>Silos of a cluster of three are killed at random moments while backups run: <c>tests/kills cluster</c>.</summary>
public sealed class SiloKillTests
{
    private const int AtOnce = 6;
    private const int Backups = 60;

    [Fact(Explicit = true)]
    public async Task Random_kills_lose_nothing_double_nothing_and_damage_nothing()
    {
        var kills = Campaign.Setting("GRANARY_KILLS", normally: 300);
        var random = new Random(Campaign.Seed);
        await using var stand = await CrashStand.StartAsync(tenants: Backups + (2 * kills));
        var watch = new Watch();
        stand.MayGoOn = watch.MayGoOnAsync;
        var begun = 0;
        var ended = 0;
        var isOver = false;

        async Task WorkAsync()
        {
            while (!isOver || ended + AtOnce <= Backups)
            {
                var tenant = stand.Tenants[Interlocked.Increment(ref begun) - 1];
                await stand.RequestAsync(tenant);
                await stand.RestAsync(tenant);
                Interlocked.Increment(ref ended);
            }
        }

        var working = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync()));
        for (var killed = 0; killed < kills; killed++)
        {
            // Two that work, so that one is left to go on; the third may be on its way.
            await CrashStand.UntilAsync(() => Task.FromResult(working.IsFaulted || stand.Cluster.Silos.Count(silo => silo.IsReady) >= 2), "two silos that work");
            if (working.IsFaulted) await working;
            await Task.Delay(random.Next(2500), TestContext.Current.CancellationToken);
            var silos = stand.Cluster.Silos.Where(silo => !silo.HasExited).ToList();
            var silo = silos[random.Next(silos.Count)];
            watch.Kill(silo);
            if (killed % 20 == 19) await Console.Out.WriteLineAsync($"{killed + 1} kills, {ended} backups");
        }
        isOver = true;
        await working;
        stand.MayGoOn = _ => Task.FromResult(true);
        await stand.CheckAsync(stand.Tenants.Take(begun));

        Assert.True(ended >= Backups);
        Assert.True(watch.Resumed.Count >= kills / 10, $"Only {watch.Resumed.Count} of {kills} kills met the silo that ran a backup.");
        var resumed = watch.Resumed.Order().ToList();
        await Console.Out.WriteLineAsync(
            $"{kills} kills over {begun} backups; {resumed.Count} times a backup lost its silo and went on at another after p50 {resumed[resumed.Count / 2]:0.0} s, p99 {resumed[(int)(resumed.Count * 0.99)]:0.0} s; seed {Campaign.Seed}");
    }

    /// <summary>Which silo runs which backup, and how long a backup is without one.</summary>
    private sealed class Watch
    {
        private readonly ConcurrentDictionary<string, int> runs = new();
        private readonly ConcurrentDictionary<string, (int Process, long At)> lost = new();

        public ConcurrentBag<double> Resumed { get; } = [];

        public void Kill(GranaryServer silo)
        {
            foreach (var (backup, process) in runs)
                if (process == silo.ProcessId)
                    lost.TryAdd(backup, (process, Stopwatch.GetTimestamp()));
            silo.Kill();
        }

        public async Task<bool> MayGoOnAsync(Reached reached)
        {
            if (reached.Kind == "before IGrainStorage.WriteStateAsync backup backup/eu/tenant/backup")
            {
                runs[reached.Point] = reached.Process;
                if (lost.TryGetValue(reached.Point, out var loss) && loss.Process != reached.Process && lost.TryRemove(reached.Point, out _))
                    Resumed.Add(Stopwatch.GetElapsedTime(loss.At).TotalSeconds);
            }
            else if (reached.Kind == "before IGrainStorage.ClearStateAsync backup backup/eu/tenant/backup")
            {
                var backup = reached.Point.Replace("ClearStateAsync", "WriteStateAsync", StringComparison.Ordinal);
                runs.TryRemove(backup, out _);
                lost.TryRemove(backup, out _);
            }
            // A backup is small; so it lasts some seconds all the same, and kills meet it.
            await Task.Delay(30);
            return true;
        }
    }
}
