using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Granary.Testing.Postgres;

/// <summary>A database of a <see cref="PostgresServer"/>, and its superuser's hands on it.</summary>
public sealed partial class PostgresDatabase(string connectionString) : IAsyncDisposable
{
    public string ConnectionString { get; } = connectionString;

    public string Name { get; } = new NpgsqlConnectionStringBuilder(connectionString).Database!;

    /// <summary>What psql has to know to come here.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
            return new Dictionary<string, string>
            {
                ["PGHOST"] = settings.Host!,
                ["PGPORT"] = settings.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = settings.Username!,
                ["PGDATABASE"] = Name,
            };
        }
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        // Nothing is left behind that would be in the way of dropping or copying the database.
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Command Timeout=300");
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await connection.ExecuteAsync(sql);
    }

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await ConnectAsync();
        return await connection.QueryAsync<T>(sql);
    }

    public async ValueTask DisposeAsync() =>
        await new PostgresDatabase(Another().Replace(ConnectionString, "Database=postgres")).ExecuteAsync($"""DROP DATABASE IF EXISTS "{Name}" WITH (FORCE)""");

    [GeneratedRegex("Database=[^;]*")]
    private static partial Regex Another();
}
