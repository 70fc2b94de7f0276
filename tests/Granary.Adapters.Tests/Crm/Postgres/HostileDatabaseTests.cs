using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>Databases in which a row could go to somebody else, or get lost without a word.</summary>
public sealed class HostileDatabaseTests : IAsyncLifetime
{
    private static readonly BackupId Backup = new(1);

    private readonly CrmOptions options = new()
    {
        Provider = "Postgres",
        Tenancy = CrmTenancy.Column,
        TenantColumn = "account_id",
        BusySeconds = 0,
        TenantDefaults = new CrmTenantOptions { Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Free" },
    };

    private PostgresDatabase database = null!;
    private PostgresCrmSource? source;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PostgresCrmSource Source => source ??= new PostgresCrmSource(Options.Create(options), TimeProvider.System, NullLogger<PostgresCrmSource>.Instance);

    public async ValueTask InitializeAsync()
    {
        database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        options.Database = database.ConnectionString;
        foreach (var tenant in new[] { "1", "2" }) options.Tenants.Add(new CrmTenantOptions { Id = tenant });
    }

    public async ValueTask DisposeAsync()
    {
        if (source is not null) await source.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Who_points_to_a_row_of_all_does_not_belong_to_all()
    {
        options.SharedKey = "NULL";
        await database.ExecuteAsync("""
            CREATE TABLE users (id int PRIMARY KEY);
            CREATE TABLE memberships (id int PRIMARY KEY, account_id int NOT NULL, user_id int NOT NULL REFERENCES users);
            CREATE TABLE roles (id int PRIMARY KEY, account_id int);
            CREATE TABLE role_items (id int PRIMARY KEY, role_id int NOT NULL REFERENCES roles);
            CREATE TABLE assignments (id int PRIMARY KEY, role_id int NOT NULL REFERENCES roles, user_id int NOT NULL REFERENCES users);
            CREATE TABLE grants (id int, role_id int NOT NULL REFERENCES roles, user_id int, PRIMARY KEY (role_id, user_id));
            CREATE TABLE tasks (id int PRIMARY KEY, role_id int NOT NULL REFERENCES roles, membership_id int NOT NULL REFERENCES memberships);
            INSERT INTO users VALUES (1), (2);
            INSERT INTO memberships VALUES (1, 1, 1), (2, 2, 2);
            INSERT INTO roles VALUES (1, NULL), (2, 1);
            INSERT INTO role_items VALUES (1, 1), (2, 2);
            INSERT INTO assignments VALUES (1, 1, 1), (2, 1, 2), (3, 2, 1);
            INSERT INTO grants SELECT * FROM assignments;
            INSERT INTO tasks VALUES (1, 1, 1), (2, 1, 2), (3, 2, 1);
            """);
        var snapshot = await TakeAsync("2");
        Assert.Equal(["1"], await IdsAsync(snapshot, "roles"));
        Assert.Equal(["1"], await IdsAsync(snapshot, "role_items"));
        Assert.Equal(["2"], await IdsAsync(snapshot, "tasks"));
        Assert.Empty(await IdsAsync(snapshot, "assignments"));
        Assert.Empty(await IdsAsync(snapshot, "grants"));
        Assert.Equal(["2"], await IdsAsync(snapshot, "users"));
        var nobodys = (await snapshot.ReviewAsync(Cancellation)).Exclusions.Where(exclusion => exclusion.What is ExclusionKind.Rows);
        Assert.Equal([("grants", 2), ("assignments", 2)], nobodys.Select(exclusion => (exclusion.Name, exclusion.Count)).OrderDescending());
    }

    [Fact]
    public async Task A_foreign_key_does_not_lead_to_the_rows_of_tables_that_inherit()
    {
        await database.ExecuteAsync("""
            CREATE TABLE people (id int PRIMARY KEY, account_id int);
            CREATE TABLE staff (PRIMARY KEY (id)) INHERITS (people);
            CREATE TABLE visits (id int PRIMARY KEY, person_id int NOT NULL REFERENCES people);
            INSERT INTO people VALUES (1, 1);
            INSERT INTO staff VALUES (1, 2);
            INSERT INTO visits VALUES (1, 1);
            """);
        Assert.Equal(["1"], await IdsAsync(await TakeAsync("1"), "visits"));
        Assert.Empty(await IdsAsync(await TakeAsync("2"), "visits"));
    }

    [Fact]
    public async Task Keys_that_the_database_takes_for_one_are_not_those_of_two_tenants()
    {
        options.Tenants.Add(new CrmTenantOptions { Id = "01" });
        await database.ExecuteAsync("CREATE TABLE people (id int PRIMARY KEY, account_id int); INSERT INTO people VALUES (1, 1)");
        Assert.Equal(["1"], await IdsAsync(await TakeAsync("1"), "people"));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await IdsAsync(await TakeAsync("01"), "people"));
        Assert.Contains("'01'", refused.Message);
    }

    [Fact]
    public async Task Text_without_case_ties_as_its_foreign_key_does()
    {
        await database.ExecuteAsync("""
            CREATE EXTENSION citext;
            CREATE TABLE people (id int, account_id int, mail citext PRIMARY KEY);
            CREATE TABLE visits (id int PRIMARY KEY, mail citext NOT NULL REFERENCES people);
            INSERT INTO people VALUES (1, 1, 'bob@example.org');
            INSERT INTO visits VALUES (1, 'Bob@Example.org');
            """);
        Assert.Equal(["1"], await IdsAsync(await TakeAsync("1"), "visits"));
    }

    [Fact]
    public async Task A_partition_in_the_schema_of_a_tenant_is_a_module_of_it()
    {
        (options.Tenancy, options.TenantColumn, options.Schema) = (CrmTenancy.Schema, null, "tenant_{tenant}");
        await database.ExecuteAsync("""
            CREATE SCHEMA tenant_1;
            CREATE TABLE orders (id int, account_id int) PARTITION BY LIST (account_id);
            CREATE TABLE tenant_1.orders PARTITION OF orders FOR VALUES IN (1) PARTITION BY RANGE (id);
            CREATE TABLE tenant_1.orders_of_old PARTITION OF tenant_1.orders FOR VALUES FROM (0) TO (10);
            INSERT INTO orders VALUES (7, 1);
            """);
        var snapshot = await TakeAsync("1");
        Assert.Equal(["orders"], (await snapshot.DescribeAsync(Cancellation)).Modules.Select(module => module.Name));
        Assert.Equal(["7"], await IdsAsync(snapshot, "orders"));
    }

    [Theory]
    [InlineData("ALTER TABLE teams ADD COLUMN color uuid DEFAULT gen_random_uuid()")]
    [InlineData("ALTER TABLE teams RENAME TO teams_of_old; CREATE TABLE teams (LIKE teams_of_old INCLUDING ALL)")]
    [InlineData("ALTER TABLE teams RENAME TO teams_of_old; ALTER TABLE empty_teams RENAME TO teams")]
    [InlineData("ALTER TABLE members RENAME TO members_of_old; ALTER TABLE empty_members RENAME TO members")]
    [InlineData("ALTER TABLE members RENAME name TO x; ALTER TABLE members RENAME motto TO name; ALTER TABLE members RENAME x TO motto")]
    [InlineData("ALTER TABLE members DROP COLUMN name; ALTER TABLE members ADD COLUMN name text")]
    public async Task What_changed_a_table_after_the_snapshot_is_not_taken_for_its_rows(string change)
    {
        await database.ExecuteAsync("""
            CREATE TABLE teams (id int PRIMARY KEY, account_id int);
            CREATE TABLE members (id int PRIMARY KEY, team_id int NOT NULL REFERENCES teams, name text, motto text);
            INSERT INTO teams VALUES (1, 1);
            INSERT INTO members VALUES (1, 1, 'Ada', 'Never!');
            CREATE TABLE empty_teams (LIKE teams INCLUDING ALL);
            CREATE TABLE empty_members (LIKE members INCLUDING ALL);
            ALTER TABLE empty_members ADD FOREIGN KEY (team_id) REFERENCES teams;
            """);
        await using var somebody = await database.ConnectAsync();
        await using var transaction = await somebody.BeginTransactionAsync(Cancellation);
        await somebody.ExecuteAsync(change);
        var snapshot = await TakeAsync("1");
        var members = (await snapshot.DescribeAsync(Cancellation)).Modules.Single(module => module.Name == "members");
        await transaction.CommitAsync(Cancellation);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => snapshot.ReadAsync(members, 0, Cancellation));
        Assert.Contains("after the snapshot was taken", refused.Message);
    }

    [Fact]
    public async Task A_snapshot_of_another_role_is_not_taken_for_ones_own()
    {
        await database.ExecuteAsync("CREATE TABLE people (id int PRIMARY KEY, account_id int); INSERT INTO people VALUES (1, 1)");
        var reference = (await TakeAsync("1")).Reference;
        await Source.DropSnapshotsAsync(new TenantId("eu", "1"), Backup, Cancellation);
        var name = SnapshotName.Parse(reference.Id)!.Value.Name;
        var role = $"forger_of_{database.Name}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN");
        try
        {
            await using var forger = new Npgsql.NpgsqlConnection($"{database.ConnectionString};Username={role};Pooling=false");
            await forger.OpenAsync(Cancellation);
            await forger.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            var exported = (await forger.QueryAsync<string>("SELECT pg_export_snapshot()"))[0];
            await forger.ExecuteAsync($"SET application_name = {Sql.Literal(SnapshotMark.Keeper(name, reference.Instant, exported))}");
            await database.ExecuteAsync("INSERT INTO people VALUES (2, 1)");

            Assert.Equal(["1", "2"], await IdsAsync(await TakeAsync("1"), "people"));
        }
        finally
        {
            await database.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task A_failure_does_not_tell_what_stands_in_a_row()
    {
        options.Views.Add("*");
        await database.ExecuteAsync("""
            CREATE TABLE people (id int PRIMARY KEY, account_id int, phone text);
            INSERT INTO people VALUES (1, 1, '1'), (2, 2, 'as her sister');
            CREATE VIEW phones AS SELECT id, account_id, phone::bigint AS phone FROM people OFFSET 0;
            """);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await IdsAsync(await TakeAsync("1"), "phones"));
        Assert.DoesNotContain("sister", failure.ToString());
        Assert.Contains("22P02", failure.Message);
    }

    [Fact]
    public async Task Snapshots_that_another_process_has_dropped_leave_their_connections()
    {
        options.Database += ";Maximum Pool Size=5;Timeout=2";
        await using var another = new PostgresCrmSource(Options.Create(options), TimeProvider.System, NullLogger<PostgresCrmSource>.Instance);
        var tenant = new TenantId("eu", "1");
        for (var backup = new BackupId(1); backup.Value < 5; backup = new BackupId(backup.Value + 1))
        {
            await using var taken = await Source.TakeSnapshotAsync(tenant, backup, 1, Cancellation);
            await using var attached = await another.AttachSnapshotAsync(tenant, taken.Reference, Cancellation);
            Assert.NotNull(attached);
            await attached.DescribeAsync(Cancellation);
            await Source.DropSnapshotsAsync(tenant, backup, Cancellation);
        }
    }

    private Task<ICrmSnapshot> TakeAsync(string tenant) => Source.TakeSnapshotAsync(new TenantId("eu", tenant), Backup, 1, Cancellation);

    private static async Task<string[]> IdsAsync(ICrmSnapshot snapshot, string module) =>
        [.. (await snapshot.RecordsAsync(module, 0, Cancellation)).Select(record => record[0].Text)];
}
