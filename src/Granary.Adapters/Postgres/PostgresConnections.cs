using Npgsql;

namespace Granary.Adapters.Postgres;

internal static class PostgresConnections
{
    private const int Tries = 3;

    /// <summary>A server that is asked nothing and does not answer within so many seconds is away, whatever may be said of queries.</summary>
    public const int PingSeconds = 10;

    /// <summary>
    /// A connection that lives. One that lay in the pool may have been ended by the server meanwhile, and then the others there have
    /// been, too: that must not cost a backup one of its attempts.
    /// </summary>
    public static async Task<NpgsqlConnection> ConnectAsync(this NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = await database.OpenConnectionAsync(cancellationToken);
            try
            {
                await connection.PingAsync(cancellationToken);
                return connection;
            }
            catch (Exception e)
            {
                if (PostgresFailure.IsOne(e)) NpgsqlConnection.ClearPool(connection);
                await connection.EndAsync();
                if (attempt == Tries || !PostgresFailure.IsOne(e)) throw;
            }
        }
    }

    /// <summary>Fails where the server does not answer.</summary>
    public static async Task PingAsync(this NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ping = new NpgsqlCommand("SELECT", connection) { CommandTimeout = PingSeconds };
        await ping.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives a connection back. What the server has ended before is gone already.</summary>
    public static async ValueTask EndAsync(this NpgsqlConnection connection)
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            // Nothing is left of it.
        }
    }
}
