using Granary.Testing.Postgres;
using Npgsql;

namespace Granary.Grains.Tests.Terminations;

/// <summary>Ends connections of Granary's, as a server that is in trouble does.</summary>
internal sealed class Terminator(PostgresDatabase database, Random random)
{
    private const string Granarys = "FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'granary%'";

    /// <summary>How many it has ended of those that keep a snapshot, and of those that read.</summary>
    public (int Keepers, int Readers) Ended { get; private set; }

    /// <summary>Ends one connection, or all at once, at some moments of the time given.</summary>
    public async Task RunAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            await Task.Delay(within * random.NextDouble(), cancellationToken);
            var some = random.Next(6) == 0 ? "OFFSET 0" : $"ORDER BY md5(pid::text || '{random.Next()}') LIMIT 1";
            // Chosen first and then ended: in one query the planner may end a connection before it asks to which database it goes.
            var names = await connection.QueryAsync<string>($"SELECT application_name FROM (SELECT pid, application_name {Granarys} {some}) theirs WHERE pg_terminate_backend(pid)");
            var keepers = names.Count(name => name.Contains(' ', StringComparison.Ordinal));
            Ended = (Ended.Keepers + keepers, Ended.Readers + names.Count - keepers);
        }
    }
}
