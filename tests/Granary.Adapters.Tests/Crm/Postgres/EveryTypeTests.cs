using System.Text.Json;
using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Granary.Testing;
using Granary.Testing.Crm.RoundTrips;
using Granary.Testing.Postgres;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>Every type at its extremes, in a database whose settings differ from those of a dump wherever they can.</summary>
public sealed class EveryTypeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_value_of_every_type_comes_back_from_every_kind_of_table()
    {
        await using var database = await MakeAsync();
        await using var crm = Open(database);
        var (usual, everything) = await crm.RoundTripAsync("acme", await RoundTrip.WholeTablesAsync(database));
        Assert.Empty(usual.Warnings);
        Assert.Equal(
        [
            ("a_materialized_view", ExclusionCause.View), ("a_view", ExclusionCause.View), ("elsewhere", ExclusionCause.Foreign),
            ("generated.search", ExclusionCause.Search), ("secrets.api_token", ExclusionCause.Secret), ("secrets.password", ExclusionCause.Secret),
        ], usual.Excluded.Select(exclusion => (exclusion.Name, exclusion.Cause)).OrderBy(exclusion => exclusion.Name, StringComparer.Ordinal));
        Assert.Equal(["a_materialized_view", "a_view", "elsewhere"], everything.Excluded.Select(exclusion => exclusion.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_types_of_the_server_are_all_tried()
    {
        await using var database = await MakeAsync();
        var untried = await database.QueryAsync<string>("""
            SELECT typname::text FROM pg_type
            WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typcategory <> 'A'
              AND typname NOT IN ('pg_node_tree', 'pg_ndistinct', 'pg_dependencies', 'pg_mcv_list', 'pg_brin_bloom_summary', 'pg_brin_minmax_multi_summary', 'gtsvector')
              AND NOT EXISTS (SELECT FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE atttypid = pg_type.oid AND relnamespace = 'public'::regnamespace)
            """);
        Assert.Empty(untried);
    }

    [Fact]
    public async Task Naughty_strings_come_back()
    {
        var blns = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(TestData.At("csv_corpora", "blns", "blns.json"), Cancellation))!;
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using (var connection = await database.ConnectAsync())
        {
            await connection.ExecuteAsync("CREATE TABLE naughty (value text)");
            await connection.ExecuteAsync("INSERT INTO naughty SELECT unnest($1)", [blns.Where(text => !text.Contains('\0', StringComparison.Ordinal)).ToArray()]);
        }
        await using var crm = Open(database);
        var (manifest, _) = await crm.RoundTripAsync("acme", await RoundTrip.WholeTablesAsync(database));
        Assert.True(manifest.Modules.Single().Rows > 400);
    }

    private static RealCrm Open(PostgresDatabase database) => new(database, CrmTenancy.Single, options => options.Tenants.Add(new CrmTenantOptions { Id = "acme" }));

    private static async Task<PostgresDatabase> MakeAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await database.ExecuteAsync(await File.ReadAllTextAsync(RepositoryRoot.At("tests", "Granary.Adapters.Tests", "Crm", "Postgres", "every-type.sql"), Cancellation));
        return database;
    }
}
