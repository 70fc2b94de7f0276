using System.CommandLine;
using Granary.Benchmarks.Contenders;
using Granary.Benchmarks.Measure;

namespace Granary.Benchmarks.Commands;

/// <summary><c>growth</c>: does a row cost the same, and memory stay flat, however many there are?</summary>
internal static class GrowthCommand
{
    private static readonly Option<long[]> Sizes = new("--sizes")
    {
        Description = "Rows of each backup.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [10_000, 100_000, 1_000_000, 10_000_000],
    };

    public static Command Create()
    {
        var command = new Command("growth", "Time and memory of backups of more and more rows.") { Sizes, BenchmarkOptions.Rounds, BenchmarkOptions.Server, BenchmarkOptions.Programs };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stage = await Stage.OpenAsync(parsed);
        foreach (var program in Stage.Programs(parsed))
        {
            var table = new MarkdownTable("rows", "wall s", "without read-back s", "µs a row", "client CPU s", "CPU µs a row", "peak MB", "above idle MB");
            Usage? idle = null;
            foreach (var rows in parsed.GetRequiredValue(Sizes).Prepend(0))
            {
                var backup = program.BackUp(await stage.LargeAsync(rows), stage.Folder("data"));
                var usage = Usage.Median((await stage.RunAsync([backup], parsed.GetValue(BenchmarkOptions.Rounds)))[backup.Name]);
                idle ??= usage;
                table.Add(rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
                    usage.Wall.TotalSeconds,
                    usage.WithoutReadBack.TotalSeconds,
                    (usage.WithoutReadBack - idle.WithoutReadBack).TotalMicroseconds / rows,
                    usage.ClientCpu.TotalSeconds,
                    (usage.ClientCpu - idle.ClientCpu).TotalMicroseconds / rows,
                    usage.PeakMemory / Bytes.InMegabyte,
                    (usage.PeakMemory - idle.PeakMemory) / Bytes.InMegabyte);
            }
            table.Print($"{program.Name}: growth, above a backup of no rows");
        }
    }
}
