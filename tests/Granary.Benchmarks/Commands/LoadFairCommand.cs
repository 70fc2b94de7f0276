using System.CommandLine;
using Granary.Benchmarks.Load;
using Granary.Benchmarks.Measure;
using Granary.Testing;

namespace Granary.Benchmarks.Commands;

/// <summary><c>load fair</c>: do small tenants suffer from a large one?</summary>
internal static class LoadFairCommand
{
    // The large backup is well under way before the first small one is due.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(15);

    private static readonly Option<int> Tenants = LoadOptions.Tenants(200);

    private static readonly Option<long> Giant = new("--giant") { Description = "Rows of the giant, in the same twelve modules.", DefaultValueFactory = _ => 5_000_000 };

    public static Command Create()
    {
        var command = new Command("fair", "Small tenants alone, and again while a giant is being backed up.")
        {
            Tenants, Giant, LoadOptions.Rows, LoadOptions.Seconds, BenchmarkOptions.Server, BenchmarkOptions.Programs,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stage = await Stage.OpenAsync(parsed);
        var crm = await FleetDatabase.OpenAsync(stage.ConnectionString, parsed.GetValue(Tenants), parsed.GetValue(LoadOptions.Rows), parsed.GetValue(Giant));
        var span = TimeSpan.FromSeconds(parsed.GetValue(LoadOptions.Seconds));
        var small = Herd.Names(crm.Tenants, Lead, Lead + span).ToList();
        var giant = Herd.Names(1, TimeSpan.Zero, TimeSpan.FromSeconds(1)).Single();
        await crm.NameAsync([.. small, giant]);

        var table = new MarkdownTable("", "due to Ready p50 s", "p99 s", "p99 / alone", "start delay p99 s", "not Ready", "overlapped", "giant s", "DB connections", "peak MB");
        foreach (var program in Stage.Programs(parsed))
        {
            var alone = double.NaN;
            foreach (var withGiant in new[] { false, true })
            {
                var fleet = await FleetStart.ScheduleAsync(stage, crm, withGiant ? [.. small, giant] : small);
                await using var server = await FleetServer.StartAsync(program, fleet.Folder, crm);
                var all = await server.WatchAsync(small.Count + (withGiant ? 1 : 0), fleet.Herd.Opens + Lead + span, cancellationToken);
                var large = all.SingleOrDefault(run => run.Tenant == giant);
                var runs = all.Where(run => run.Tenant != giant).ToList();
                var p99 = Percentile.Of(runs.Select(run => run.ToReady), 99);
                if (!withGiant) alone = p99;
                table.Add($"{program.Name}: {(withGiant ? "with a giant" : "alone")}",
                    Percentile.Of(runs.Select(run => run.ToReady), 50),
                    p99,
                    p99 / alone,
                    Percentile.Of(runs.Select(run => run.StartDelay), 99),
                    all.Count(run => run.State != "Ready"),
                    large is null ? double.NaN : runs.Count(run => run.EndedAt > large.StartedAt && run.DueAt < large.EndedAt),
                    large is null ? double.NaN : (large.EndedAt - large.StartedAt).TotalSeconds,
                    server.MostConnections,
                    server.PeakMemory / Bytes.InMegabyte);
            }
        }
        table.Print($"{crm.Tenants} tenants of {parsed.GetValue(LoadOptions.Rows)} rows due within {span.TotalSeconds:0} s, and a giant of {crm.Giant:N0} rows due {Lead.TotalSeconds:0} s before them");
    }
}
