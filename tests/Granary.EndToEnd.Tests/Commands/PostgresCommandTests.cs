using System.Text.Json;
using Granary.Testing;
using Granary.Testing.Crm.RoundTrips;
using Npgsql;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>PostgreSQL databases of real products, by a file of settings alone.</summary>
public sealed class PostgresCommandTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_backup_of_a_schema_that_a_query_names_is_what_the_database_has()
    {
        var npsp = await TestData.PostgresAsync("npsp");
        Settings(new
        {
            Provider = "Postgres",
            Database = npsp.ConnectionString,
            Tenancy = "Schema",
            TenantQuery = "SELECT trim('-' FROM regexp_replace(lower(nspname), '[^a-z0-9_]+', '-', 'g')) AS id, nspname AS name, nspname AS schema FROM pg_namespace WHERE nspname ILIKE 'org%'",
            TenantDefaults = new { Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise" },
        });

        var result = Run("backup", "org-qa", "--output", directory.At("out"), "--reason", GranaryProgram.Reason);

        Assert.True(result.ExitCode == 0, result.Error);
        var tables = await RoundTrip.WholeTablesAsync(npsp, "org \"QA\"");
        var trip = await RoundTrip.CheckAsync(directory.At("out"), npsp, module => tables[module]);
        Assert.Empty(trip.Differences);
        Assert.Empty(trip.Failed);
    }

    [Fact]
    public async Task A_role_that_row_security_hides_rows_from_gets_a_warning_in_place_of_an_empty_module()
    {
        var atomic = await TestData.PostgresAsync("atomic_crm");
        Settings(new
        {
            Provider = "Postgres",
            Database = new NpgsqlConnectionStringBuilder(atomic.ConnectionString) { Username = "backup_ro" }.ConnectionString,
            Tenants = new[] { new { Id = "atomic", Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise" } },
        });

        var result = Run("backup", "atomic", "--output", directory.At("out"), "--reason", GranaryProgram.Reason);

        Assert.True(result.ExitCode == 3, result.Error);
        Assert.Contains("row-level security hides rows from the role 'backup_ro'", result.Output);
        Assert.Contains("ALTER ROLE \"backup_ro\" BYPASSRLS", result.Output);
        var tables = await RoundTrip.WholeTablesAsync(atomic);
        var trip = await RoundTrip.CheckAsync(directory.At("out"), atomic, module => tables[module]);
        Assert.Empty(trip.Differences);
        Assert.Equal(
            ["companies", "configuration", "contact_notes", "contacts", "deal_notes", "deals", "favicons_excluded_domains", "sales", "storage.objects", "tags", "tasks"],
            trip.Failed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Modules_shows_how_each_table_is_tied_to_the_tenant_and_which_is_not()
    {
        var chatwoot = await TestData.PostgresAsync("chatwoot");
        Settings(new
        {
            Provider = "Postgres",
            Database = chatwoot.ConnectionString,
            Tenancy = "Column",
            TenantColumn = "account_id",
            Links = new[] { "accounts.id", "team_members.team_id -> teams.id", "users.id <- account_users.user_id" },
            TenantQuery = "SELECT 'account-' || id AS id, name, id AS key FROM accounts",
            TenantDefaults = new { Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise" },
        });

        var result = Run("modules", "account-2");

        Assert.True(result.ExitCode == 0, result.Error);
        var rows = result.Output.Split('\n').Select(line => line.Split('\t')).Where(cells => cells.Length > 1).ToLookup(cells => cells[0]);
        Assert.Contains(rows["contacts"], cells => cells[3] == "20");
        Assert.Contains(rows["team_members"], cells => cells[^1].StartsWith("team_members.team_id -> teams.id", StringComparison.Ordinal));
        Assert.Contains(rows["users"], cells => cells[^1].StartsWith("users.id <- account_users.user_id", StringComparison.Ordinal));
        Assert.Contains(rows["users.encrypted_password"], cells => cells.Length == 3);
        Assert.Contains(rows["contact_inboxes"], cells => cells.Length == 3);
    }

    private void Settings(object crm) => File.WriteAllText(directory.At("crm.json"), JsonSerializer.Serialize(new { Granary = new { Crm = crm } }));

    private ShellResult Run(params string[] arguments) => GranaryProgram.Run(directory.At("data"), [.. arguments, "--config", directory.At("crm.json")]);
}
