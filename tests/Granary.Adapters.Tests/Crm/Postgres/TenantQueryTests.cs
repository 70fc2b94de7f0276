using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>Who the tenants are is asked of the CRM's database, and everybody waits for the answer.</summary>
public sealed class TenantQueryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_does_not_answer_is_not_waited_for_and_whoever_was_a_tenant_is_one()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE orgs (id text, time_zone text); INSERT INTO orgs VALUES ('acme', 'Europe/Paris'), ('globex', 'Europe/Paris')");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var crm = Open(database, clock);
        Assert.NotNull(await crm.FindTenantAsync(new TenantId("eu", "acme"), Token));
        await using var migration = await database.ConnectAsync();
        await using var locked = await migration.BeginTransactionAsync(Token);
        await using (var command = new NpgsqlCommand("LOCK TABLE orgs IN ACCESS EXCLUSIVE MODE", migration)) await command.ExecuteNonQueryAsync(Token);
        clock.Advance(TimeSpan.FromMinutes(2));

        var asked = new[] { "acme", "globex", "nobody" }.Select(name => crm.FindTenantAsync(new TenantId("eu", name), Token)).ToArray();
        await Wait.UntilAsync(async () => await database.QueryAsync<bool>("SELECT NOT granted FROM pg_locks WHERE relation = 'orgs'::regclass ORDER BY 1 DESC") is [true, ..], "a query that waits");
        clock.Advance(TimeSpan.FromSeconds(11));
        var found = await Task.WhenAll(asked).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(["eu/acme", "eu/globex", null], found.Select(tenant => tenant?.Id.ToString()));
    }

    [Fact]
    public async Task Where_it_never_answered_a_sentence_says_so()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE orgs (id text, time_zone text)");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var crm = Open(database, clock, before: "SELECT pg_sleep(600); ");

        var asked = crm.FindTenantAsync(new TenantId("eu", "acme"), Token);
        await Wait.UntilAsync(async () => await database.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()") is [1], "a query that sleeps");
        clock.Advance(TimeSpan.FromSeconds(11));

        var late = await Assert.ThrowsAsync<TransientException>(() => asked.WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Equal("Granary:Crm:TenantQuery was not answered within 10 seconds.", late.Message);
    }

    private static PostgresCrmSource Open(PostgresDatabase database, TimeProvider clock, string before = "") => new(
        Options.Create(new CrmOptions
        {
            Provider = "Postgres", Database = database.ConnectionString, Tenancy = CrmTenancy.Schema,
            TenantQuery = $"{before}SELECT id, id AS schema, time_zone, 'eu' AS region, 'FR' AS country, 'Enterprise' AS edition FROM orgs",
        }), clock, NullLogger<PostgresCrmSource>.Instance);
}
