using Granary.Testing;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>
/// One silo of three is killed at a step of a backup's life, from the request until its files have expired: whatever was under way ends
/// exactly once, and whole. <c>tests/crashes</c> does it at every step, or at those of a name.
/// </summary>
public sealed class CrashTests
{
    private readonly HashSet<string> seen = [];
    private readonly List<string> killed = [];
    private readonly List<double> resumed = [];
    private int lives;

    /// <summary>The commit itself, and the last thing that is done about a backup.</summary>
    [Fact]
    public async Task At_a_few_steps()
    {
        string[] steps = ["within IArchiveStore.WriteAsync eu/tenant/backup/manifest.json", "after IOpenBackups.RemoveAsync"];
        await using var stand = await CrashStand.StartAsync(tenants: steps.Length);
        foreach (var step in steps) await LiveAsync(stand, (_, reached) => reached.Kind.StartsWith(step, StringComparison.Ordinal), isKilled: true);
        await EndAsync(stand);
    }

    [Fact(Explicit = true)]
    public async Task At_every_step()
    {
        await using var stand = await CrashStand.StartAsync(tenants: 400);
        var first = Campaign.Setting("GRANARY_CRASH_FROM", normally: 1);
        var last = Campaign.Setting("GRANARY_CRASH_TO", normally: int.MaxValue);
        var points = 0;
        for (var n = first; points == 0 && n <= last; n++) points = await LiveAsync(stand, (number, _) => number == n, expires: true);
        if (points > 0) await Console.Out.WriteLineAsync($"{points} points in a life in which nobody died");
        // Silos work side by side, so the n-th point is not the same one each time: whatever was seen and not met is met by name.
        while (first == 1 && points > 0 && seen.Except(killed).Order(StringComparer.Ordinal).FirstOrDefault() is { } missed)
            await LiveAsync(stand, (_, reached) => reached.Kind == missed, expires: true);
        await EndAsync(stand);
    }

    [Fact(Explicit = true)]
    public async Task At_the_steps_of_a_name()
    {
        var name = Environment.GetEnvironmentVariable("GRANARY_CRASH_AT") ?? throw new InvalidOperationException("GRANARY_CRASH_AT is to say at which point.");
        await using var stand = await CrashStand.StartAsync(tenants: 100);
        while (await LiveAsync(stand, (_, reached) => reached.Kind.Contains(name, StringComparison.Ordinal) && !killed.Contains(reached.Kind), expires: true) == 0) continue;
        await EndAsync(stand);

        Assert.NotEmpty(killed);
    }

    /// <param name="isKilled">There is such a point: it may come after the last that is seen of the backup.</param>
    /// <returns>How many points there were; 0 when somebody died at one.</returns>
    private async Task<int> LiveAsync(CrashStand stand, Func<int, Reached, bool> dies, bool expires = false, bool isKilled = false)
    {
        var tenant = stand.Tenants[lives++];
        var life = new Life(tenant, dies);
        stand.MayGoOn = life.MayGoOnAsync;
        await stand.RequestAsync(tenant);
        if (isKilled) await CrashStand.UntilAsync(() => Task.FromResult(life.Killed is not null), "the point");
        await stand.RestAsync(tenant);
        // A death is no failure of the backup.
        Assert.Equal("Ready", await stand.StateAsync(tenant));
        if (expires)
        {
            // While there are archives to be looked at.
            await stand.CheckAsync([tenant]);
            await stand.ExpireAsync(tenant);
            await stand.RestAsync(tenant);
        }
        stand.MayGoOn = _ => Task.FromResult(true);
        seen.UnionWith(life.Seen);
        if (life.Killed is not { } point) return life.Count;

        killed.Add(point);
        if (life.Resumed is { } after) resumed.Add(after.TotalSeconds);
        await Console.Out.WriteLineAsync($"{lives,4} {life.Count,3} {point}: went on after {life.Resumed?.TotalSeconds ?? 0:0.0} s");
        await stand.Cluster.ReadyAsync();
        return 0;
    }

    private async Task EndAsync(CrashStand stand)
    {
        await stand.CheckAsync(stand.Tenants.Take(lives));
        // Nobody died but who was killed.
        Assert.Equal(killed.Count, stand.Deaths.Count);
        resumed.Sort();
        await Console.Out.WriteLineAsync(
            $"{killed.Count} kills at {killed.Distinct().Count()} of {seen.Count} different points; went on after p50 {resumed[resumed.Count / 2]:0.0} s, p99 {resumed[(int)(resumed.Count * 0.99)]:0.0} s; seed {Campaign.Seed}");
    }
}
