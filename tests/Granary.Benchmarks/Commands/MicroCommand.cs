using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Granary.Benchmarks.Micro;

namespace Granary.Benchmarks.Commands;

/// <summary><c>micro</c>: the pieces by themselves.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Benchmarks = [typeof(CsvBenchmarks), typeof(DeflateBenchmarks), typeof(HashBenchmarks), typeof(ZipBenchmarks), typeof(ScheduleBenchmarks), typeof(ExportBenchmarks)];

    private static readonly Option<string?> Only = new("--only") { Description = "The one to run, such as ExportBenchmarks; all unless told." };

    public static Command Create()
    {
        var command = new Command("micro", "Writing CSV, compressing, hashing, assembling, scheduling; and what a row allocates.") { Only, BenchmarkOptions.Server };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stage = await Stage.OpenAsync(parsed);
        ExportBenchmarks.Database = await stage.LargeAsync(ExportBenchmarks.Rows);
        var config = new ManualConfig()
            // In this process, because the database is this process's.
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(stage.Folder("artifacts"))
            .WithOptions(ConfigOptions.DisableLogFile);
        foreach (var type in Benchmarks.Where(type => parsed.GetValue(Only) is not { } only || type.Name == only))
        {
            await Console.Error.WriteLineAsync(type.Name);
            var summary = BenchmarkRunner.Run(type, config);
            foreach (var error in summary.ValidationErrors.Where(error => error.IsCritical)) await Console.Error.WriteLineAsync(error.Message);
            Console.WriteLine($"\n### {type.Name}");
            MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Unicode);
        }
    }
}
