using System.Globalization;
using System.Text.Json;
using Granary.Contracts;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.EndToEnd.Tests.Cluster;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>
/// Three silos over PostgreSQL and very many tenants with a schedule: how long silos take to start, what they hold, and how late those
/// runs are that fall due together. <c>tests/scheduled</c> says it.
/// </summary>
public sealed class ScheduledTenantsTests
{
    private const int Silos = 3;

    private const string Backups = """
        (SELECT jsonb_array_elements(convert_from(PayloadBinary, 'UTF8')::jsonb->'Backups') AS b FROM OrleansStorage WHERE GrainTypeString = 'tenant') backups
        """;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);
    private static readonly Actor Ada = new(ActorKind.Person, "ada", "Ada");

    [Fact(Explicit = true)]
    public async Task What_scheduled_tenants_cost()
    {
        var (tenants, due) = (Campaign.Setting("GRANARY_SCHEDULED", normally: 100_000), Campaign.Setting("GRANARY_DUE", normally: 500));
        var idle = Herd.Names(tenants, TimeSpan.FromMinutes(2), TimeSpan.MaxValue).ToList();
        var busy = Herd.Names(due, TimeSpan.Zero, TimeSpan.FromMinutes(1)).ToList();
        var server = await PostgresServer.SharedAsync();
        await using var crm = await server.CreateDatabaseAsync();
        using var directory = new TemporaryDirectory();
        await FillAsync(crm, [.. idle, .. busy]);
        var herd = await PrepareAsync(directory, crm, lead: TimeSpan.Zero);
        await using var cluster = await ProcessCluster.StartAsync(server, directory.At("data"), directory.At("settings.json"), Silos);
        var (emptyStart, empty) = await RestartAsync(cluster);
        await ScheduleAsync(cluster, idle, herd.Today.AddDays(10));

        herd = await PrepareAsync(directory, crm, lead: Settling * 3);
        var (start, held) = await RestartAsync(cluster);
        await ScheduleAsync(cluster, busy, herd.Today);
        await CrashStand.UntilAsync(async () => await EndedAsync(cluster) >= due, $"{due} backups");

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{tenants} scheduled tenants, {Silos} silos: ready after {start.TotalSeconds:0.0} s (none: {emptyStart.TotalSeconds:0.0} s), {(held - empty) * 1024 / tenants:0.00} KB of memory a tenant ({held / Silos:0} MB a silo, none: {empty / Silos:0} MB)"));
        foreach (var line in await cluster.Database.QueryAsync<string>($"""
            SELECT format('%s runs that fell due within a minute: began p50 %s s, p99 %s s, at most %s s after that; %s ready; %s a minute', count(*),
                round(percentile_disc(0.5) WITHIN GROUP (ORDER BY late), 1), round(percentile_disc(0.99) WITHIN GROUP (ORDER BY late), 1), round(max(late), 1),
                count(*) FILTER (WHERE state = 'Ready'), round(count(*) / extract(epoch FROM max(ended) - min(due)) * 60))
            FROM (SELECT b->>'State' AS state, (b->>'EndedAt')::timestamptz AS ended, (b->'Occurrence'->>'DueAt')::timestamptz AS due,
                extract(epoch FROM (b->>'StartedAt')::timestamptz - (b->'Occurrence'->>'DueAt')::timestamptz) AS late FROM {Backups}) runs
            """))
            await Console.Out.WriteLineAsync(line);
    }

    private static async Task<long> EndedAsync(ProcessCluster cluster) =>
        (await cluster.Database.QueryAsync<long>($"SELECT count(*) FROM {Backups} WHERE b->>'EndedAt' IS NOT NULL")).Single();

    private static async Task FillAsync(PostgresDatabase crm, IReadOnlyList<TenantId> tenants)
    {
        await using var connection = await crm.ConnectAsync();
        await connection.ExecuteAsync("CREATE TABLE accounts (id bigint PRIMARY KEY, name text NOT NULL UNIQUE)");
        await connection.ExecuteAsync("INSERT INTO accounts SELECT number, name FROM unnest($1) WITH ORDINALITY AS t (name, number)", (object)tenants.Select(tenant => tenant.Name).ToArray());
        await connection.ExecuteAsync($"CREATE TABLE module_contacts (id bigint PRIMARY KEY, {Herd.TenantColumn} bigint NOT NULL, name text)");
        await connection.ExecuteAsync("INSERT INTO module_contacts SELECT id * 10 + n, id, name || ' ' || n FROM accounts, generate_series(0, 9) n");
        await connection.ExecuteAsync($"CREATE INDEX ON module_contacts ({Herd.TenantColumn}, id)");
        await connection.ExecuteAsync("VACUUM (FREEZE, ANALYZE)");
    }

    private static async Task<Herd> PrepareAsync(TemporaryDirectory directory, PostgresDatabase crm, TimeSpan lead)
    {
        var herd = Herd.In(lead);
        await File.WriteAllTextAsync(directory.At("settings.json"), JsonSerializer.Serialize(new
        {
            Logging = new { LogLevel = new Dictionary<string, string> { ["Microsoft.Hosting.Lifetime"] = "Information" } },
            Granary = new { Schedule = herd.Schedule(), Crm = herd.Crm(crm.ConnectionString) },
        }));
        return herd;
    }

    private static async Task ScheduleAsync(ProcessCluster cluster, IReadOnlyList<TenantId> tenants, DateOnly day)
    {
        using var client = cluster.Client(services => services.AddSingleton<IOutgoingGrainCallFilter, SaysWhoseGrain>());
        await client.StartAsync(TestContext.Current.CancellationToken);
        var grains = client.Services.GetRequiredService<IGrainFactory>();
        await Parallel.ForEachAsync(tenants, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (tenant, _) =>
            Assert.IsType<ScheduleAnswer.Saved>(await grains.Tenant(tenant).SaveSchedule(Ada, new Recurrence.MonthlyByDate(day.Day), from: null)));
        await client.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <returns>How long all silos took to start, and what they hold when they have come to rest, in megabytes.</returns>
    private static async Task<(TimeSpan Start, double Held)> RestartAsync(ProcessCluster cluster)
    {
        foreach (var silo in cluster.Silos) await silo.StopAsync();
        var since = TimeProvider.System.GetTimestamp();
        foreach (var silo in cluster.Silos) await cluster.ReplaceAsync(silo);
        await cluster.ReadyAsync();
        var start = TimeProvider.System.GetElapsedTime(since);
        await Task.Delay(Settling, TestContext.Current.CancellationToken);
        return (start, cluster.Silos.Sum(silo => Resident(silo.ProcessId)));
    }

    private static double Resident(int process) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
