using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Granary.EndToEnd.Tests.Cluster;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>
/// A silo is stopped (SIGSTOP) at a step of a backup, taken for dead, and goes on (SIGCONT) with that step when the others have long
/// brought the backup to its end, or while one of them is in the middle of it: <c>tests/zombies</c>.
/// </summary>
public sealed partial class ZombieTests
{
    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(75);

    // One of so many wakes while its successor is at the backup, and one sleeps anywhere; the others sleep before something is published or stored.
    private const int Cycle = 4;

    // The fewest files that an attempt writes: a zip, the signature, the manifest.
    private const int FewestWrites = 3;

    [Fact(Explicit = true)]
    public async Task A_silo_that_comes_back_from_the_dead_publishes_nothing()
    {
        var (rounds, from) = (Campaign.Setting("GRANARY_ZOMBIES", normally: 20), Campaign.Setting("GRANARY_ZOMBIES_FROM", normally: 1));
        var random = new Random(Campaign.Seed);
        await using var stand = await CrashStand.StartAsync(tenants: rounds + 1, environment: new Dictionary<string, string> { [CrashStand.TidyAgainAfter] = "00:01:45" });

        var steps = await StepsAsync(stand, stand.Tenants[0]);
        Step[] stores = [.. steps.Where(step => Stores().IsMatch(step.Kind))], own = [.. stores.Where(step => OfTheAttempt().IsMatch(step.Kind))];
        await Console.Out.WriteLineAsync($"{steps.Count} steps, {stores.Length} of them publish or store something:\n  {string.Join("\n  ", stores)}");

        var sleepers = stand.Tenants.Skip(1).Select((tenant, round) => (round % Cycle) switch
        {
            1 => new Sleeper(tenant, own[random.Next(own.Length)], random.Next(FewestWrites) + 1, stand.Cluster),
            3 => new Sleeper(tenant, steps[random.Next(steps.Count)], null, stand.Cluster),
            _ => new Sleeper(tenant, stores[random.Next(stores.Length)], null, stand.Cluster),
        }).Skip(from - 1).ToList();
        foreach (var sleeper in sleepers)
        {
            await LiveAsync(stand, sleeper);
            await stand.Cluster.ReadyAsync();
        }
        stand.MayGoOn = _ => Task.FromResult(true);
        await stand.CheckAsync([stand.Tenants[0], .. sleepers.Select(sleeper => sleeper.Tenant)]);

        var tried = sleepers.Count(sleeper => !sleeper.Tried.IsEmpty);
        Assert.True(tried >= sleepers.Count * 3 / 4, $"Only {tried} of {sleepers.Count} tried to go on: the test shows nothing.");
        await Console.Out.WriteLineAsync(
            $"{sleepers.Count} silos slept for {Sleep.TotalSeconds} s, {sleepers.Count(sleeper => sleeper.Held is not null)} woke in the middle of another attempt; {tried} tried to go on with their backup; each has one outcome; seed {Campaign.Seed}");
    }

    // What is still to be done, by name and not in the order of this life, which is not that of the next one.
    private static async Task<IReadOnlyList<Step>> StepsAsync(CrashStand stand, string tenant)
    {
        var (steps, one) = (new Steps(), new Lock());
        var ahead = new List<Step>();
        stand.MayGoOn = reached =>
        {
            lock (one)
                if (reached.IsOf(tenant) && reached.IsAhead)
                    ahead.Add(steps.Take(reached));
            return Task.FromResult(true);
        };
        await stand.RequestAsync(tenant);
        await stand.RestAsync(tenant);
        lock (one) return [.. ahead.OrderBy(step => step.Kind, StringComparer.Ordinal).ThenBy(step => step.Time)];
    }

    private static async Task LiveAsync(CrashStand stand, Sleeper sleeper)
    {
        var tenant = sleeper.Tenant;
        stand.MayGoOn = sleeper.MayGoOnAsync;
        try
        {
            await stand.RequestAsync(tenant);
            if (sleeper.Holds) await CrashStand.UntilAsync(() => Task.FromResult(sleeper.Held is not null), "an attempt by another silo");
            else await stand.ReadyAsync(tenant);
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
        }
        finally
        {
            sleeper.LetGo();
        }
        var (slept, held) = (sleeper.Silo is null ? "not" : sleeper.At.ToString(), sleeper.Held is { } at ? $"; another stood {at}" : "");
        await Console.Out.WriteLineAsync($"{tenant}: slept {slept}{held}; then tried: {string.Join(", ", sleeper.Tried.DefaultIfEmpty("nothing").Take(8))}");
        await stand.RestAsync(tenant);
        // Asked for once, however late a silo comes to it.
        Assert.Equal(1, await stand.BackupsAsync(tenant));
    }

    [GeneratedRegex(@"^before (IArchiveStore\.WriteAsync .*(\.zip|/manifest\.json|/manifest\.json\.sig)$|IGrainStorage\.WriteStateAsync (tenant|backup) )")]
    private static partial Regex Stores();

    // Where these are done, there is the grain that runs the backup.
    [GeneratedRegex(@"IArchiveStore\.WriteAsync|IGrainStorage\.WriteStateAsync backup ")]
    private static partial Regex OfTheAttempt();

    /// <summary>A step of a life: the first, second, ... of its kind.</summary>
    private readonly record struct Step(string Kind, int Time)
    {
        public override string ToString() => $"{Kind} ({Time})";
    }

    private sealed class Steps
    {
        private readonly Dictionary<string, int> times = [];

        public Step Take(Reached reached) => new(reached.Kind, times[reached.Kind] = times.GetValueOrDefault(reached.Kind) + 1);
    }

    /// <summary>Puts the silo to sleep that comes to a step of a tenant's backup, and notes what it begins when it wakes up.</summary>
    /// <param name="holdAt">Whoever goes on with the backup has to stop before the n-th file it writes, until it is let go; null if it may go on.</param>
    private sealed class Sleeper(string tenant, Step at, int? holdAt, ProcessCluster cluster)
    {
        private readonly Lock one = new();
        private readonly Steps steps = new();
        private readonly TaskCompletionSource<bool> held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool hasSuccessor;
        private int written;

        public string Tenant => tenant;

        public Step At => at;

        public bool Holds => holdAt is not null;

        public GranaryServer? Silo { get; private set; }

        /// <summary>Where its successor stands.</summary>
        public string? Held { get; private set; }

        public bool IsAwake { get; set; }

        /// <summary>The steps of this backup that it began afterwards, and those that were refused. The one that it slept at counts only if it was.</summary>
        public ConcurrentQueue<string> Tried { get; } = new();

        public Task<bool> MayGoOnAsync(Reached reached)
        {
            if (!reached.IsOf(tenant)) return Task.FromResult(true);
            lock (one)
            {
                if (Silo is null) FallAsleep(reached);
                else if (reached.Process == Silo.ProcessId) Note(reached);
                else if (HoldsAt(reached)) return held.Task;
            }
            return Task.FromResult(true);
        }

        public void LetGo() => held.TrySetResult(true);

        private void FallAsleep(Reached reached)
        {
            if (!reached.IsAhead || steps.Take(reached) != at) return;
            Silo = cluster.Silos.Single(silo => silo.ProcessId == reached.Process);
            Silo.Freeze();
        }

        private void Note(Reached reached)
        {
            if (IsAwake && (reached.IsBefore || reached.IsRefused)) Tried.Enqueue(reached.Kind);
        }

        // An attempt stores its epoch first.
        private bool HoldsAt(Reached reached)
        {
            hasSuccessor |= reached.Kind.StartsWith("after IGrainStorage.WriteStateAsync backup ", StringComparison.Ordinal);
            if (!Holds || !hasSuccessor || !reached.Kind.StartsWith("before IArchiveStore.WriteAsync ", StringComparison.Ordinal) || ++written < holdAt) return false;
            Held ??= reached.Kind;
            return true;
        }
    }
}
