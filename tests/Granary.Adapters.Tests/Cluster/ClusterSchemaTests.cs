using System.Security.Cryptography;
using Granary.Adapters.Cluster;
using Granary.Testing.Postgres;
using Npgsql;

namespace Granary.Adapters.Tests.Cluster;

public sealed class ClusterSchemaTests : IAsyncLifetime
{
    private PostgresDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Of_many_who_make_the_schema_at_once_one_does_and_all_find_it()
    {
        var processes = Enumerable.Range(0, 8).Select(_ => new ClusterDatabase(database.ConnectionString)).ToArray();

        var made = await Task.WhenAll(processes.Select(process => process.UpgradeAsync(Token)));

        Assert.Single(made, did => did);
        Assert.All(await Task.WhenAll(processes.Select(process => process.IsUpToDateAsync(Token))), Assert.True);
        foreach (var process in processes) await process.DisposeAsync();
    }

    [Fact]
    public async Task An_older_schema_is_brought_up_to_date_and_keeps_what_is_in_it()
    {
        await using var process = new ClusterDatabase(database.ConnectionString);
        await process.UpgradeAsync(Token);
        await database.ExecuteAsync("UPDATE GranarySchema SET Version = 0; UPDATE OrleansQuery SET QueryText = 'old'; INSERT INTO OpenBackups VALUES('eu', 'acme', 1)");
        Assert.False(await process.IsUpToDateAsync(Token));

        Assert.True(await process.UpgradeAsync(Token));

        Assert.True(await process.IsUpToDateAsync(Token));
        Assert.Equal([1L], await database.QueryAsync<long>("SELECT Backup FROM OpenBackups"));
        Assert.Equal([0L], await database.QueryAsync<long>("SELECT count(*) FROM OrleansQuery WHERE QueryText = 'old'"));
    }

    [Fact]
    public async Task A_later_schema_is_left_to_the_later_program()
    {
        await using var process = new ClusterDatabase(database.ConnectionString);
        await process.UpgradeAsync(Token);
        await database.ExecuteAsync("UPDATE GranarySchema SET Version = 1000; UPDATE OrleansQuery SET QueryText = 'later'");

        Assert.True(await process.IsUpToDateAsync(Token));
        Assert.False(await process.UpgradeAsync(Token));

        Assert.Equal(["later"], await database.QueryAsync<string>("SELECT DISTINCT QueryText FROM OrleansQuery"));
    }

    [Fact]
    public async Task A_role_that_may_not_make_tables_can_start_on_a_schema_that_is_there()
    {
        await using (var owner = new ClusterDatabase(database.ConnectionString)) await owner.UpgradeAsync(Token);
        var role = $"runs_{database.Name}";
        await database.ExecuteAsync($"""
            CREATE ROLE {role} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}
            """);
        await using (var runs = new ClusterDatabase($"{database.ConnectionString};Username={role}")) Assert.False(await runs.UpgradeAsync(Token));
        await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData(";Maximum Pool Size=100", 100)]
    [InlineData(";MaxPoolSize=7", 7)]
    public async Task A_process_leaves_connections_for_the_others_unless_it_is_told_how_many_are_its_own(string said, int connections)
    {
        await using var process = new ClusterDatabase(database.ConnectionString + said);

        Assert.Equal(connections, new NpgsqlConnectionStringBuilder(process.Source.ConnectionString).MaxPoolSize);
    }

    /// <summary>Processes look at the version alone. Whoever changes a script raises it, and writes both here.</summary>
    [Fact]
    public void Another_script_is_another_version() =>
        Assert.Equal((2, "357e66aca93931e8"), (ClusterSchema.Version, Convert.ToHexStringLower(SHA256.HashData(StrictUtf8.GetBytes(ClusterSchema.Script)))[..16]));
}
