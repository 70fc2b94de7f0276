using Npgsql;

namespace Granary.Adapters.Cluster;

/// <summary>
/// The PostgreSQL database that the processes of a cluster share: who belongs to it, grain states, reminders, open backups, activity
/// logs, keys.
/// </summary>
public sealed class ClusterDatabase : IAsyncDisposable
{
    // Npgsql's own 100 for each process are all that a server has as it comes.
    private const int ConnectionsOfAProcess = 30;

    /// <param name="connectionString">As Npgsql takes it; <c>Maximum Pool Size</c> is 30 unless it says otherwise. Nothing is connected yet.</param>
    /// <exception cref="ArgumentException">It is not one.</exception>
    public ClusterDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // What an operator sees in pg_stat_activity.
        settings.ApplicationName ??= "granary";
        if (!settings.ShouldSerialize("Maximum Pool Size")) settings.MaxPoolSize = ConnectionsOfAProcess;
        Source = NpgsqlDataSource.Create(settings);
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Is the schema there, in the version of this program or a later one?</summary>
    public async Task<bool> IsUpToDateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await ClusterSchema.VersionAsync(connection, cancellationToken) >= ClusterSchema.Version;
    }

    /// <summary>
    /// Makes the schema, or brings it up to this program's version: whole or not at all, one process at a time. Leaves a later
    /// version as it is, so that an older program may run beside a newer one.
    /// </summary>
    /// <returns>False when there was nothing to do.</returns>
    public async Task<bool> UpgradeAsync(CancellationToken cancellationToken)
    {
        // Asked first without the lock, and without the right to make tables: a role that may not is only needed once.
        if (await IsUpToDateAsync(cancellationToken)) return false;

        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await ClusterSchema.UpgradeAsync(connection, cancellationToken);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
