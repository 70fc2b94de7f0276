using System.CommandLine;
using Granary.Benchmarks.Load;
using Granary.Benchmarks.Measure;

namespace Granary.Benchmarks.Commands;

/// <summary><c>load idle</c>: what tenants cost that have a schedule and nothing to do.</summary>
internal static class LoadIdleCommand
{
    private static readonly Option<int> Tenants = LoadOptions.Tenants(100_000);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(90);

    private static readonly Option<int> Minutes = new("--minutes") { Description = "How long the server is watched; Orleans looks at reminders every five minutes.", DefaultValueFactory = _ => 12 };

    public static Command Create()
    {
        var command = new Command("idle", "Tenants that are scheduled for another day, beside a server that has none.")
        {
            Tenants, Minutes, BenchmarkOptions.Server, BenchmarkOptions.Programs,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stage = await Stage.OpenAsync(parsed);
        var watched = TimeSpan.FromMinutes(parsed.GetValue(Minutes));
        var table = new MarkdownTable("", "tenants", "resident MB", "KB a tenant", "reminders", "of them read at a time", "file bytes read a tenant and hour", "CRM rows read a tenant and hour", "CPU s an hour");
        foreach (var program in Stage.Programs(parsed))
        {
            var count = parsed.GetValue(Tenants);
            await using var none = await IdleServer.StartAsync(program, stage.Folder(Path.GetRandomFileName()), stage.ConnectionString, tenants: 0, cancellationToken);
            await using var many = await IdleServer.StartAsync(program, stage.Folder(Path.GetRandomFileName()), stage.ConnectionString, count, cancellationToken);
            // The start, and what the one backup leaves behind, is no hour of idleness.
            await many.WatchAsync(Settling, cancellationToken);
            await none.BeginAsync();
            await many.BeginAsync();
            await many.WatchAsync(watched, cancellationToken);
            foreach (var (server, tenants) in new[] { (none, 0), (many, count) })
            {
                var (stored, read) = server.Reminders();
                table.Add(program.Name,
                    tenants,
                    server.Memory / Bytes.InMegabyte,
                    (server.Memory - none.Memory) / 1000 / tenants,
                    stored,
                    read,
                    (server.BytesRead - none.BytesRead) / tenants / watched.TotalHours,
                    await server.CrmRowsAsync() / tenants / watched.TotalHours,
                    server.Cpu / watched.TotalHours);
            }
        }
        table.Print($"Tenants that are idle, watched for {watched.TotalMinutes:0} minutes, beside a server that has none");
    }
}
