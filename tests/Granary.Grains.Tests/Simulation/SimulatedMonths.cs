using System.Globalization;
using System.Text.Json.Nodes;
using Granary.Testing;

namespace Granary.Grains.Tests.Simulation;

/// <summary>One simulation for all tests. Its sizes are those of a small share, unless the environment asks for others.</summary>
public sealed class SimulatedMonths : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();

    public string Journal => Environment.GetEnvironmentVariable("GRANARY_SIMULATION_JOURNAL") ?? directory.At("journal");

    public async ValueTask InitializeAsync()
    {
        var plan = SimulationPlan.Draw(Number("SEED", otherwise: 2), Number("TENANTS", otherwise: 12), Number("DAYS", otherwise: 50));
        await using var writer = new StreamWriter(Journal);
        await Simulation.RunAsync(plan, writer);
    }

    public ValueTask DisposeAsync()
    {
        directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What the judge says of the journal.</summary>
    public ShellResult Judge() => Judge(Journal);

    /// <summary>What the judge says when the journal told something else.</summary>
    public ShellResult JudgeOtherwise(Action<List<JsonObject>> tamper)
    {
        var lines = File.ReadLines(Journal).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        tamper(lines);
        var tampered = directory.At(Path.GetRandomFileName());
        File.WriteAllLines(tampered, lines.Select(line => line.ToJsonString()));
        return Judge(tampered);
    }

    private static ShellResult Judge(string journal) => Shell.Run("python3", RepositoryRoot.At("tests", "simulation"), "judge.py", journal);

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable($"GRANARY_SIMULATION_{name}") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
