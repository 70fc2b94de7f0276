using Granary.Adapters.Crm;
using Granary.Testing.Crm.RoundTrips;
using Granary.Testing.Postgres;
using Npgsql;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>What cannot be read is a warning that says why, and everything else is delivered.</summary>
public sealed class BadModuleTests
{
    [Fact]
    public async Task One_bad_module_does_not_sink_the_backup()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var role = $"reader_of_{database.Name}";
        await database.ExecuteAsync($"""
            CREATE TABLE good AS SELECT generate_series(1, 1000) AS id;
            CREATE TABLE forbidden AS SELECT 1 AS id;
            CREATE TABLE locked AS SELECT 1 AS id;
            CREATE TABLE half_hidden AS SELECT generate_series(1, 10) AS id;
            ALTER TABLE half_hidden ENABLE ROW LEVEL SECURITY;
            CREATE POLICY low ON half_hidden USING (id < 5);
            CREATE VIEW fails_at_the_end AS SELECT i, 1 / (20000 - i) AS share FROM generate_series(1, 20000) AS i;
            CREATE MATERIALIZED VIEW never_filled AS SELECT 1 AS one WITH NO DATA;
            CREATE VIEW good_view AS SELECT id * 2 AS twice FROM good;
            CREATE ROLE {role} LOGIN;
            GRANT SELECT ON good, locked, half_hidden, fails_at_the_end, never_filled, good_view TO {role};
            """);
        try
        {
            await using var somebody = await database.ConnectAsync();
            await using var transaction = await somebody.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await somebody.ExecuteAsync("LOCK TABLE locked");
            await using var crm = new RealCrm(database, CrmTenancy.Single, options =>
            {
                options.Database = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role }.ConnectionString;
                options.BusySeconds = 0;
                options.Views.Add("*");
                options.Tenants.Add(new CrmTenantOptions { Id = "acme" });
            });

            var (manifest, _) = await crm.RoundTripAsync("acme", await RoundTrip.WholeTablesAsync(database, kinds: "rvm"), "forbidden", "locked", "half_hidden", "fails_at_the_end", "never_filled");

            Assert.Contains($"the role '{role}' may not read it", Reason("forbidden"));
            Assert.Contains("somebody else has it locked", Reason("locked"));
            Assert.Contains("BYPASSRLS", Reason("half_hidden"));
            Assert.Contains("division by zero", Reason("fails_at_the_end"));
            Assert.Contains("REFRESH MATERIALIZED VIEW", Reason("never_filled"));

            string Reason(string module) => manifest.Warnings.Single(warning => warning.Module == module).Detail!;
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }
}
