using System.Diagnostics;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>Backups of small tenants, all asked for at once, on one, two and three silos of this machine: <c>tests/rolling</c> says how many a minute.</summary>
public sealed class ThroughputTests
{
    [Theory(Explicit = true), InlineData(1), InlineData(2), InlineData(3)]
    public async Task Backups_a_minute(int silos)
    {
        var backups = Campaign.Setting("GRANARY_THROUGHPUT", normally: 120);
        await using var stand = await CrashStand.StartAsync(backups, silos: silos, hasPoints: false);
        // The first one is for the compiler.
        await stand.RequestAsync(stand.Tenants[0]);
        await stand.RestAsync(stand.Tenants[0]);

        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(stand.Tenants.Skip(1).Select(stand.RequestAsync));
        foreach (var tenant in stand.Tenants) await stand.RestAsync(tenant);
        var took = Stopwatch.GetElapsedTime(since);

        // Else it would be the time that silos take to be missed.
        Assert.Empty(stand.Deaths);
        await Console.Out.WriteLineAsync($"{silos} silos: {(backups - 1) / took.TotalMinutes:0} backups a minute on {Environment.ProcessorCount} processors");
    }
}
