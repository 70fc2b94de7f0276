using System.Net;
using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>Backups of several tenants at a time through one source.</summary>
public sealed class SideBySideTests
{
    private static readonly BackupId Backup = new(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_that_is_waiting_for_a_lock_is_not_disturbed_by_the_next_one()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE SCHEMA one; CREATE TABLE one.leads (id int PRIMARY KEY); CREATE SCHEMA two; CREATE TABLE two.leads (id int PRIMARY KEY)");
        await using var source = Open(new CrmOptions { Database = database.ConnectionString, Tenancy = CrmTenancy.Schema, Schema = "{tenant}", BusySeconds = 60 });

        await using var application = await database.ConnectAsync();
        await application.ExecuteAsync("BEGIN; LOCK TABLE one.leads IN ACCESS EXCLUSIVE MODE");
        var waiting = source.TakeSnapshotAsync(new TenantId("eu", "one"), Backup, epoch: 1, Cancellation);
        await Wait.UntilAsync(async () => (await database.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"))[0] == 1, "the wait for the lock");

        await using var next = await source.TakeSnapshotAsync(new TenantId("eu", "two"), Backup, epoch: 1, Cancellation);
        await application.ExecuteAsync("COMMIT");

        await using var snapshot = await waiting;
        Assert.NotNull(await source.AttachSnapshotAsync(new TenantId("eu", "one"), snapshot.Reference, Cancellation));
    }

    [Fact]
    public async Task A_database_that_falls_silent_does_not_keep_the_snapshots_of_another_waiting()
    {
        var server = await PostgresServer.SharedAsync();
        await using var silent = await server.CreateDatabaseAsync();
        await using var other = await server.CreateDatabaseAsync();
        await silent.ExecuteAsync("CREATE TABLE leads (id int PRIMARY KEY)");
        await other.ExecuteAsync("CREATE TABLE leads (id int PRIMARY KEY)");
        var direct = new NpgsqlConnectionStringBuilder(silent.ConnectionString);
        await using var way = new Relay(IPAddress.Loopback, new IPEndPoint(IPAddress.Parse(direct.Host!), direct.Port));
        var options = new CrmOptions { Database = other.ConnectionString, Tenancy = CrmTenancy.Database };
        await using var source = Open(options, one => one.Database = new NpgsqlConnectionStringBuilder(silent.ConnectionString) { Port = way.Port }.ToString());
        foreach (var backup in Enumerable.Range(1, 3)) await source.TakeSnapshotAsync(new TenantId("eu", "one"), new BackupId(backup), epoch: 1, Cancellation);

        way.FallSilent();
        var next = source.TakeSnapshotAsync(new TenantId("eu", "two"), Backup, epoch: 1, Cancellation);

        // One connection is found to be silent after ten seconds.
        await using var snapshot = await next.WaitAsync(TimeSpan.FromSeconds(9), Cancellation);
    }

    private static PostgresCrmSource Open(CrmOptions options, Action<CrmTenantOptions>? configureFirst = null)
    {
        options.Provider = "Postgres";
        foreach (var tenant in new[] { "one", "two" }) options.Tenants.Add(new CrmTenantOptions { Id = tenant, Region = "eu", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free" });
        configureFirst?.Invoke(options.Tenants[0]);
        return new PostgresCrmSource(Options.Create(options), TimeProvider.System, NullLogger<PostgresCrmSource>.Instance);
    }
}
