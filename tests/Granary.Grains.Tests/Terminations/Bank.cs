using System.Globalization;
using System.IO.Compression;
using Granary.Testing.Postgres;
using Npgsql;

namespace Granary.Grains.Tests.Terminations;

/// <summary>
/// Accounts in several tables, between which money moves all the time, each time in one transaction: at every instant the whole is
/// the same, and at no two instants are the parts.
/// </summary>
internal sealed class Bank(PostgresDatabase database)
{
    private const int Tables = 4, Accounts = 4_000, Balance = 100;

    public const long Whole = (long)Tables * Accounts * Balance;

    public const long Rows = Tables * Accounts;

    public async Task OpenAsync()
    {
        for (var table = 0; table < Tables; table++)
            await database.ExecuteAsync($"""
                CREATE TABLE branch_{table} (id bigint PRIMARY KEY, balance bigint NOT NULL, note text);
                INSERT INTO branch_{table} SELECT id, {Balance}, repeat(md5(id::text), 8) FROM generate_series(0, {Accounts - 1}) AS id;
                """);
    }

    /// <summary>Moves money until it is stopped.</summary>
    /// <returns>How often it has.</returns>
    public async Task<int> TradeAsync(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        await using var connection = await database.ConnectAsync();
        for (var moves = 0; ; moves++)
        {
            if (stop.IsCancellationRequested) return moves;
            var amount = random.Next(1, 50);
            await connection.ExecuteAsync($"""
                BEGIN;
                UPDATE branch_{random.Next(Tables)} SET balance = balance - {amount} WHERE id = {random.Next(Accounts)};
                UPDATE branch_{random.Next(Tables)} SET balance = balance + {amount} WHERE id = {random.Next(Accounts)};
                COMMIT;
                """);
        }
    }

    /// <summary>What a backup says is there: rows and money.</summary>
    public static async Task<(long Rows, long Whole)> CountAsync(string dataZip)
    {
        var (rows, whole) = (0L, 0L);
        await using var zip = await ZipFile.OpenReadAsync(dataZip);
        foreach (var file in zip.Entries.Where(entry => entry.Name.StartsWith("branch_", StringComparison.Ordinal)))
        {
            using var lines = new StreamReader(await file.OpenAsync());
            await lines.ReadLineAsync();
            while (await lines.ReadLineAsync() is { } line)
            {
                rows++;
                whole += long.Parse(line.Split(',')[1], CultureInfo.InvariantCulture);
            }
        }
        return (rows, whole);
    }
}
