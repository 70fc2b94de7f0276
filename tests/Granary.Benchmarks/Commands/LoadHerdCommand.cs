using System.CommandLine;
using Granary.Benchmarks.Load;
using Granary.Benchmarks.Measure;
using Granary.Testing;

namespace Granary.Benchmarks.Commands;

/// <summary><c>load herd</c>: everybody at once.</summary>
internal static class LoadHerdCommand
{
    private static readonly Option<int> Tenants = LoadOptions.Tenants(1_000);

    public static Command Create()
    {
        var command = new Command("herd", "All tenants are due within a minute: how fast, how late, how much it takes.")
        {
            Tenants, LoadOptions.Rows, LoadOptions.Seconds, BenchmarkOptions.Server, BenchmarkOptions.Programs,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stage = await Stage.OpenAsync(parsed);
        var crm = await FleetDatabase.OpenAsync(stage.ConnectionString, parsed.GetValue(Tenants), parsed.GetValue(LoadOptions.Rows), giant: 0);
        var span = TimeSpan.FromSeconds(parsed.GetValue(LoadOptions.Seconds));
        var tenants = Herd.Names(crm.Tenants, TimeSpan.Zero, span).ToList();
        await crm.NameAsync(tenants);

        var table = new MarkdownTable("", "backups a minute", "start delay p50 s", "p99 s", "due to Ready p50 s", "p99 s", "not Ready", "DB connections", "peak MB", "client CPU s", "server CPU s");
        foreach (var program in Stage.Programs(parsed))
        {
            var fleet = await FleetStart.ScheduleAsync(stage, crm, tenants);
            await using var server = await FleetServer.StartAsync(program, fleet.Folder, crm);
            var serverCpu = stage.Server.Cpu();
            var runs = await server.WatchAsync(tenants.Count, fleet.Herd.Opens + span, cancellationToken);
            table.Add(program.Name,
                runs.Count / (runs.Max(run => run.EndedAt) - runs.Min(run => run.DueAt)).TotalMinutes,
                Percentile.Of(runs.Select(run => run.StartDelay), 50),
                Percentile.Of(runs.Select(run => run.StartDelay), 99),
                Percentile.Of(runs.Select(run => run.ToReady), 50),
                Percentile.Of(runs.Select(run => run.ToReady), 99),
                runs.Count(run => run.State != "Ready"),
                server.MostConnections,
                server.PeakMemory / Bytes.InMegabyte,
                server.Cpu,
                (stage.Server.Cpu() - serverCpu).TotalSeconds);
        }
        table.Print($"{crm.Tenants} tenants due within {span.TotalSeconds:0} s, twelve modules and {parsed.GetValue(LoadOptions.Rows)} rows each");
    }
}
