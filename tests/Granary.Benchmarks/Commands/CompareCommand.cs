using System.CommandLine;
using Granary.Benchmarks.Contenders;
using Granary.Benchmarks.Data;
using Granary.Benchmarks.Measure;

namespace Granary.Benchmarks.Commands;

/// <summary><c>compare</c>: a backup from end to end, and what people do today, on the same rows.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var command = new Command("compare", "A backup from end to end, beside what people do today.")
        {
            BenchmarkOptions.Rows, BenchmarkOptions.Rounds, BenchmarkOptions.Server, BenchmarkOptions.Programs,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (rows, rounds) = (parsed.GetValue(BenchmarkOptions.Rows), parsed.GetValue(BenchmarkOptions.Rounds));
        using var stage = await Stage.OpenAsync(parsed);
        var programs = Stage.Programs(parsed);
        var node = stage.Folder("node");
        Others.PrepareNode(node);
        foreach (var database in new[] { await stage.LargeAsync(rows), await stage.ManyAsync(rows) })
        {
            var contenders = programs.Select((program, number) => program.BackUp(database, stage.Folder($"data-{number}"))).Concat(Others.Of(database, node)).ToList();
            Print(database.Title, contenders, await stage.RunAsync(contenders, rounds));
        }
    }

    private static void Print(string what, IReadOnlyList<Contender> contenders, IReadOnlyDictionary<string, IReadOnlyList<Usage>> usages)
    {
        var medians = contenders.ToDictionary(contender => contender.Name, contender => Usage.Median(usages[contender.Name]));
        var (ours, zipped) = (medians[contenders[0].Name].WithoutReadBack, medians[Others.Zip].Output);
        var table = new MarkdownTable("", "wall s", "fastest", "slowest", "without read-back s", "times ours", "client CPU s", "server CPU s", "peak MB", "output MB", "output / zip -6");
        var phases = new MarkdownTable(["phase, s", .. Enum.GetNames<BackupPhase>()]);
        foreach (var (name, _, isGranary) in contenders)
        {
            var usage = medians[name];
            table.Add(name,
                usage.Wall.TotalSeconds,
                usages[name].Min(run => run.Wall).TotalSeconds,
                usages[name].Max(run => run.Wall).TotalSeconds,
                usage.WithoutReadBack.TotalSeconds,
                usage.WithoutReadBack / ours,
                usage.ClientCpu.TotalSeconds,
                usage.ServerCpu.TotalSeconds,
                usage.PeakMemory / Bytes.InMegabyte,
                usage.Output / Bytes.InMegabyte,
                usage.Output / zipped);
            if (isGranary) phases.Add(name, [.. Enum.GetValues<BackupPhase>().Select(phase => usage.Phases[phase].TotalSeconds)]);
        }
        table.Print(what);
        phases.Print($"{what}: where the time of a backup goes");
    }
}
