using Npgsql;

namespace Granary.Adapters.Cluster;

/// <summary>The tables of a cluster and the queries that Orleans reads from them.</summary>
internal static class ClusterSchema
{
    /// <summary>Raised with every change of the scripts. A version has to work with programs of the one before: they run beside it during an upgrade.</summary>
    public const int Version = 2;

    private const long Lock = 0x67_72_61_6E_61_72_79; // "granary"

    public static string Script { get; } = string.Concat(new[] { "orleans.sql", "granary.sql" }.Select(Read));

    /// <returns>0 when there is no schema.</returns>
    public static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Not to_regclass: while a session waits for the lock it goes on believing that there is no such table.
        await using var exists = new NpgsqlCommand("SELECT EXISTS(SELECT FROM pg_class WHERE relname = 'granaryschema' AND pg_table_is_visible(oid))", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true) return 0;

        await using var version = new NpgsqlCommand("SELECT Version FROM GranarySchema", connection);
        return await version.ExecuteScalarAsync(cancellationToken) as int? ?? 0;
    }

    /// <returns>False when another process was faster.</returns>
    public static async Task<bool> UpgradeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({Lock})");
        if (await VersionAsync(connection, cancellationToken) >= Version) return false;

        await ExecuteAsync(Script);
        await ExecuteAsync($"INSERT INTO GranarySchema(Version) VALUES({Version}) ON CONFLICT (Id) DO UPDATE SET Version = excluded.Version");
        await transaction.CommitAsync(cancellationToken);
        return true;

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Read(string script)
    {
        using var stream = typeof(ClusterSchema).Assembly.GetManifestResourceStream($"Granary.Adapters.Cluster.{script}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
