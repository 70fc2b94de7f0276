using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

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
        var options = new CrmOptions { Provider = "Postgres", Database = database.ConnectionString, Tenancy = CrmTenancy.Schema, Schema = "{tenant}", BusySeconds = 60 };
        foreach (var tenant in new[] { "one", "two" }) options.Tenants.Add(new CrmTenantOptions { Id = tenant, Region = "eu", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free" });
        await using var source = new PostgresCrmSource(Options.Create(options), TimeProvider.System, NullLogger<PostgresCrmSource>.Instance);

        await using var application = await database.ConnectAsync();
        await application.ExecuteAsync("BEGIN; LOCK TABLE one.leads IN ACCESS EXCLUSIVE MODE");
        var waiting = source.TakeSnapshotAsync(new TenantId("eu", "one"), Backup, epoch: 1, Cancellation);
        await Wait.UntilAsync(async () => (await database.QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"))[0] == 1, "the wait for the lock");

        await using var next = await source.TakeSnapshotAsync(new TenantId("eu", "two"), Backup, epoch: 1, Cancellation);
        await application.ExecuteAsync("COMMIT");

        await using var snapshot = await waiting;
        Assert.NotNull(await source.AttachSnapshotAsync(new TenantId("eu", "one"), snapshot.Reference, Cancellation));
    }
}
