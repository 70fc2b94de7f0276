using System.Collections.Concurrent;
using Granary.EndToEnd.Tests.Cluster;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>
/// A silo is stopped (SIGSTOP) at a step of a backup, taken for dead, and goes on (SIGCONT) with that step when the others have long
/// brought the backup to its end: <c>tests/zombies</c>.
/// </summary>
public sealed class ZombieTests
{
    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(75);

    [Fact(Explicit = true)]
    public async Task A_silo_that_comes_back_from_the_dead_publishes_nothing()
    {
        var (rounds, from) = (Campaign.Setting("GRANARY_ZOMBIES", normally: 20), Campaign.Setting("GRANARY_ZOMBIES_FROM", normally: 1));
        var random = new Random(Campaign.Seed);
        await using var stand = await CrashStand.StartAsync(tenants: rounds + 1, environment: new Dictionary<string, string> { [CrashStand.TidyAgainAfter] = "00:01:45" });

        // A first life says how many points there are with something still to do.
        var points = 0;
        stand.MayGoOn = reached =>
        {
            if (reached.IsOf(stand.Tenants[0]) && reached.IsAhead) Interlocked.Increment(ref points);
            return Task.FromResult(true);
        };
        await stand.RequestAsync(stand.Tenants[0]);
        await stand.RestAsync(stand.Tenants[0]);

        var sleepers = stand.Tenants.Skip(1).Select(tenant => new Sleeper(tenant, random.Next(1, points), stand.Cluster)).Skip(from - 1).ToList();
        foreach (var sleeper in sleepers)
        {
            var tenant = sleeper.Tenant;
            stand.MayGoOn = sleeper.MayGoOnAsync;
            await stand.RequestAsync(tenant);
            await stand.ReadyAsync(tenant);
            // Some steps come after that, and now and again there is one step less than in the first life.
            await CrashStand.UntilAsync(async () => sleeper.Silo is not null || await stand.IsAtRestAsync(tenant), "a silo that sleeps");
            if (sleeper.Silo is { } silo)
            {
                await Task.Delay(Sleep, TestContext.Current.CancellationToken);
                sleeper.IsAwake = true;
                silo.Thaw();
                // It learns that it is dead, and ends itself.
                await CrashStand.UntilAsync(() => Task.FromResult(silo.HasExited), "the end of the silo that was taken for dead");
            }
            await Console.Out.WriteLineAsync($"{tenant}: slept {sleeper.At ?? "not"}; then {sleeper.Tried.Count} steps: {string.Join(", ", sleeper.Tried.Take(6))}");
            await stand.RestAsync(tenant);
            // Asked for once, however late a silo comes to it.
            Assert.Equal(1, await stand.BackupsAsync(tenant));
            await stand.Cluster.ReadyAsync();
        }
        stand.MayGoOn = _ => Task.FromResult(true);
        await stand.CheckAsync([stand.Tenants[0], .. sleepers.Select(sleeper => sleeper.Tenant)]);

        var tried = sleepers.Count(sleeper => !sleeper.Tried.IsEmpty);
        Assert.True(tried >= sleepers.Count * 3 / 4, $"Only {tried} of {sleepers.Count} tried to go on: the test shows nothing.");
        await Console.Out.WriteLineAsync($"{sleepers.Count} silos slept for {Sleep.TotalSeconds} s, {tried} went on with their backup and changed nothing; seed {Campaign.Seed}");
    }

    /// <summary>Puts the silo to sleep that is about to do the n-th step of a tenant's backup, and notes what it does when it wakes up.</summary>
    private sealed class Sleeper(string tenant, int number, ProcessCluster cluster)
    {
        private readonly Lock one = new();
        private int count;

        public string Tenant => tenant;

        public GranaryServer? Silo { get; private set; }

        public string? At { get; private set; }

        public bool IsAwake { get; set; }

        /// <summary>The steps of this backup that it came to afterwards.</summary>
        public ConcurrentQueue<string> Tried { get; } = new();

        public Task<bool> MayGoOnAsync(Reached reached)
        {
            if (!reached.IsOf(tenant)) return Task.FromResult(true);
            lock (one)
            {
                if (IsAwake && reached.Process == Silo!.ProcessId) Tried.Enqueue(reached.Kind);
                if (Silo is null && reached.IsAhead && ++count == number)
                {
                    Silo = cluster.Silos.Single(silo => silo.ProcessId == reached.Process);
                    At = reached.Kind;
                    Silo.Freeze();
                }
            }
            return Task.FromResult(true);
        }
    }
}
