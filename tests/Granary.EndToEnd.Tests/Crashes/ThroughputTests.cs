using System.Diagnostics;
using Granary.Testing;
using Granary.Testing.Processes;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>
/// Backups of small tenants, all asked for at once, on one, two and three silos of this machine: <c>tests/rolling</c> says how many a minute, and who took the
/// processors' time meanwhile.
/// </summary>
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

        var postgres = await ServerProcesses.FindAsync(stand.Cluster.Database.ConnectionString);
        var (silosBefore, postgresBefore, testBefore) = (Silos(), postgres.Cpu(), Environment.CpuUsage.TotalTime);
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(stand.Tenants.Skip(1).Select(stand.RequestAsync));
        foreach (var tenant in stand.Tenants) await stand.RestAsync(tenant);
        var took = Stopwatch.GetElapsedTime(since);

        // Else it would be the time that silos take to be missed.
        Assert.Empty(stand.Deaths);
        var (ofSilos, ofPostgres, ofTest) = (Silos() - silosBefore, postgres.Cpu() - postgresBefore, Environment.CpuUsage.TotalTime - testBefore);
        var share = (ofSilos + ofPostgres + ofTest) / (took * Environment.ProcessorCount);
        await Console.Out.WriteLineAsync(
            $"{silos} silos: {(backups - 1) / took.TotalMinutes:0} backups a minute. In {took.TotalSeconds:0.0} s silos took {ofSilos.TotalSeconds:0.0} s of processors' time, PostgreSQL {ofPostgres.TotalSeconds:0.0} s, " +
            $"this test {ofTest.TotalSeconds:0.0} s: together {share:P0} of what {Environment.ProcessorCount} processors have");

        TimeSpan Silos() => stand.Cluster.Silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + ProcessTree.Cpu(silo.ProcessId));
    }
}
