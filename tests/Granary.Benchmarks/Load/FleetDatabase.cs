using System.Globalization;
using System.Text;
using Granary.Benchmarks.Data;
using Granary.Domain.Tenants;
using Granary.Testing;
using Npgsql;

namespace Granary.Benchmarks.Load;

/// <summary>
/// The CRM of many tenants: twelve modules that all of them share, told apart by a column, as most who sell to thousands keep them.
/// It is the harder case, too: one database has to bear everybody.
/// </summary>
internal sealed class FleetDatabase
{
    private const int Modules = 12;

    private static readonly IReadOnlyList<SampleColumn> Columns = [.. SampleColumns.All.Where(column => column.Name is not ("id" or Herd.TenantColumn))];

    private FleetDatabase(string connectionString, int tenants, long giant)
    {
        ConnectionString = connectionString;
        Tenants = tenants;
        Giant = giant;
    }

    public string ConnectionString { get; }

    public int Tenants { get; }

    /// <summary>Rows of the giant; 0 when there is none. Its account has the number after that of the last tenant.</summary>
    public long Giant { get; }

    /// <param name="tenants">Who have <paramref name="rows"/> each, all modules together.</param>
    public static async Task<FleetDatabase> OpenAsync(string server, int tenants, long rows, long giant)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench_fleet_{tenants}_{rows}_{giant}");
        var connectionString = await SampleDatabase.CreateAsync(server, name, async connection =>
        {
            await Console.Error.WriteLineAsync($"Making {name}");
            await ExecuteAsync(connection, "CREATE TABLE accounts (id bigint PRIMARY KEY, name text NOT NULL UNIQUE)");
            for (var module = 0; module < Modules; module++) await FillAsync(connection, module, [.. Enumerable.Repeat(rows, tenants), .. giant > 0 ? [giant] : Array.Empty<long>()]);
        });
        return new FleetDatabase(connectionString, tenants, giant);
    }

    /// <summary>Says what the tenants are called, in the order of their numbers.</summary>
    public async Task NameAsync(IEnumerable<TenantId> tenants)
    {
        await using var connection = await ConnectAsync();
        await ExecuteAsync(connection, "TRUNCATE accounts");
        await using (var copy = await connection.BeginTextImportAsync("COPY accounts FROM STDIN"))
        {
            var number = 0;
            foreach (var tenant in tenants) await copy.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{++number}\t{tenant.Name}\n"));
        }
        await ExecuteAsync(connection, "VACUUM (FREEZE, ANALYZE) accounts");
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    // The later a module, the more rows it has: an exact share of the whole.
    private static long Through(long rows, int module) => rows * module * (module + 1) / (Modules * (Modules + 1));

    private static async Task FillAsync(NpgsqlConnection connection, int module, IReadOnlyList<long> rows)
    {
        var table = string.Create(CultureInfo.InvariantCulture, $"module_{module + 1:00}");
        await ExecuteAsync(connection, $"CREATE TABLE {table} (id bigint PRIMARY KEY, {Herd.TenantColumn} bigint NOT NULL, {string.Join(", ", Columns.Select(column => $"{column.Name} {column.Type}"))})");
        var random = new RowRandom();
        var values = new string?[Columns.Count + 2];
        var line = new StringBuilder();
        var id = 0L;
        await using (var copy = await connection.BeginTextImportAsync($"COPY {table} FROM STDIN"))
            for (var account = 1; account <= rows.Count; account++)
                for (var row = Through(rows[account - 1], module); row < Through(rows[account - 1], module + 1); row++)
                {
                    random.MoveTo(1000 + (ulong)module, ++id);
                    (values[0], values[1]) = ($"{id}", $"{account}");
                    for (var i = 0; i < Columns.Count; i++) values[i + 2] = Columns[i].Value(random);
                    await copy.WriteAsync(SampleDatabase.Line(line, values));
                }
        await ExecuteAsync(connection, $"CREATE INDEX ON {table} ({Herd.TenantColumn}, id)");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
