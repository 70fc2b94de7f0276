using System.Globalization;
using Granary.Testing;

namespace Granary.Grains.Tests.Simulation;

/// <summary>
/// Tenants live through months behind a fake clock, with outages, and a judge in Python, which shares no code with the
/// service, finds everything as the rules say. A small share here; <c>tests/simulation/run</c> simulates years of many tenants.
/// </summary>
public sealed class SimulationTests
{
    [Fact]
    public async Task A_judge_that_shares_no_code_finds_no_fault_in_months_with_outages()
    {
        using var directory = new TemporaryDirectory();
        var journal = Environment.GetEnvironmentVariable("GRANARY_SIMULATION_JOURNAL") ?? directory.At("journal.jsonl");
        var plan = SimulationPlan.Draw(Number("SEED", otherwise: 1), Number("TENANTS", otherwise: 12), Number("DAYS", otherwise: 60));

        await using (var writer = new StreamWriter(journal)) await Simulation.RunAsync(plan, writer);

        var verdict = Judge(journal);
        Assert.True(verdict.ExitCode == 0, verdict.Output + verdict.Error);
    }

    private static ShellResult Judge(string journal) => Shell.Run("python3", RepositoryRoot.At("tests", "simulation"), "judge.py", journal);

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable($"GRANARY_SIMULATION_{name}") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
