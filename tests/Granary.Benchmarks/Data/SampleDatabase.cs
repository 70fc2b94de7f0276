using System.Globalization;
using System.Text;
using Granary.Domain.Tenants;
using Npgsql;

namespace Granary.Benchmarks.Data;

/// <summary>A database of made tables, on a server of this machine.</summary>
internal sealed class SampleDatabase
{
    private readonly NpgsqlConnectionStringBuilder settings;

    private SampleDatabase(NpgsqlConnectionStringBuilder settings, IReadOnlyList<SampleTable> tables)
    {
        this.settings = settings;
        Tables = tables;
    }

    /// <summary>The only one: all tables are its own.</summary>
    public static TenantId Tenant { get; } = new("eu", "sample");

    public IReadOnlyList<SampleTable> Tables { get; }

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Rows:N0} rows, {(Tables.Count == 1 ? "one module" : $"{Tables.Count} modules")}");

    private long Rows => Tables.Sum(table => table.Rows);

    public string ConnectionString => settings.ConnectionString;

    /// <summary>What psql and its like have to know to come here.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["PGHOST"] = settings.Host!,
        ["PGPORT"] = $"{settings.Port}",
        ["PGUSER"] = settings.Username!,
        ["PGDATABASE"] = settings.Database!,
    };

    /// <summary>Makes it, unless the server has one of this name, which then holds the same rows.</summary>
    /// <param name="server">A connection string of a superuser.</param>
    public static async Task<SampleDatabase> OpenAsync(string server, string name, IReadOnlyList<SampleTable> tables)
    {
        var database = new SampleDatabase(new NpgsqlConnectionStringBuilder(server) { Database = name }, tables);
        await CreateAsync(server, name, async connection =>
        {
            await Console.Error.WriteLineAsync($"Making {name}: {database.Title}");
            foreach (var table in tables) await FillAsync(connection, table);
        });
        return database;
    }

    /// <summary>Makes a database and fills it, unless the server has one of this name.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateAsync(string server, string name, Func<NpgsqlConnection, Task> fill)
    {
        var settings = new NpgsqlConnectionStringBuilder(server) { Database = name };
        await using var first = await ConnectAsync(settings, "postgres");
        await using (var known = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{name}'", first))
            if (await known.ExecuteScalarAsync() is not null) return settings.ConnectionString;

        // One that was not filled to its end is not taken for a whole one: it has another name until then.
        var unfinished = $"{name}_unfinished";
        await ExecuteAsync(first, $"DROP DATABASE IF EXISTS {unfinished}");
        await ExecuteAsync(first, $"CREATE DATABASE {unfinished} TEMPLATE template0 ENCODING 'UTF8'");
        await using (var connection = await ConnectAsync(settings, unfinished))
        {
            await ExecuteAsync(connection, "CREATE TYPE lead_status AS ENUM ('new', 'contacted', 'qualified', 'negotiation', 'won', 'lost')");
            await fill(connection);
            // So that the server does none of this while something is measured.
            await ExecuteAsync(connection, "VACUUM (FREEZE, ANALYZE)");
            await ExecuteAsync(connection, "CHECKPOINT");
        }
        await ExecuteAsync(first, $"ALTER DATABASE {unfinished} RENAME TO {name}");
        return settings.ConnectionString;
    }

    /// <summary>A row as <c>COPY</c> takes it, in a buffer that is used again.</summary>
    public static StringBuilder Line(StringBuilder line, IEnumerable<string?> values)
    {
        line.Clear();
        foreach (var value in values)
        {
            if (value is null) line.Append(@"\N");
            else line.Append(value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal));
            line.Append('\t');
        }
        line[^1] = '\n';
        return line;
    }

    // Not from a pool: a database that somebody is connected to cannot be renamed.
    private static async Task<NpgsqlConnection> ConnectAsync(NpgsqlConnectionStringBuilder settings, string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = database, Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task FillAsync(NpgsqlConnection connection, SampleTable table)
    {
        await ExecuteAsync(connection, table.Create);
        await using var copy = await connection.BeginTextImportAsync($"COPY {table.Name} FROM STDIN");
        var line = new StringBuilder();
        foreach (var values in table.Values()) await copy.WriteAsync(Line(line, values));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
