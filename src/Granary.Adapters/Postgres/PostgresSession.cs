using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>
/// A connection in a read-only transaction that sees one snapshot. What is set here is what pg_dump sets, so that text can be read
/// back to the same value; all of it ends with the transaction. A database that does not know how its text is encoded sends it as
/// it is.
/// </summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private PostgresSession(NpgsqlConnection connection) => Connection = connection;

    public NpgsqlConnection Connection { get; }

    /// <param name="exported">The snapshot to see, as another session has exported it; null for a new one.</param>
    public static async Task<PostgresSession> BeginAsync(
        NpgsqlDataSource database, string? exported, string applicationName, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken);
        var session = new PostgresSession(connection);
        try
        {
            if (connection.PostgreSqlVersion.Major < 13)
                throw new InvalidOperationException($"The server is PostgreSQL {connection.PostgreSqlVersion}: Granary needs 13 or newer.");
            // For the server 0 is for ever.
            var longest = Math.Max(1, (long)lockTimeout.TotalMilliseconds);
            await session.ExecuteAsync($"""
                BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
                {(exported is null ? "" : $"SET TRANSACTION SNAPSHOT {PostgresText.Literal(exported)};")}
                SET LOCAL application_name = {PostgresText.Literal(applicationName)};
                SET LOCAL search_path = '';
                SET LOCAL row_security = off;
                SET LOCAL datestyle = 'ISO, YMD';
                SET LOCAL intervalstyle = 'postgres';
                SET LOCAL timezone = 'UTC';
                SET LOCAL extra_float_digits = 3;
                SET LOCAL bytea_output = 'hex';
                SET LOCAL xmloption = 'content';
                SET LOCAL standard_conforming_strings = on;
                SET LOCAL synchronize_seqscans = off;
                SET LOCAL jit = off;
                SET LOCAL statement_timeout = 0;
                SET LOCAL idle_in_transaction_session_timeout = 0;
                {(connection.PostgreSqlVersion.Major >= 17 ? "SET LOCAL transaction_timeout = 0;" : "")}
                SELECT set_config('client_encoding', 'SQL_ASCII', true) WHERE current_setting('server_encoding') = 'SQL_ASCII';
                SET LOCAL lock_timeout = {longest};
                """, cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What a row has in its first columns, which hold text.</summary>
    public async Task<IReadOnlyList<string?>> RowAsync(string sql, CancellationToken cancellationToken) =>
        await RowsAsync(sql, cancellationToken) is [var row] ? row : throw new InvalidOperationException("The query does not give one row.");

    /// <summary>A short result whose columns all hold text.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<IReadOnlyList<string?>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Does what may fail without ending the transaction.</summary>
    /// <returns>What failed, or null.</returns>
    public async Task<PostgresException?> TryAsync(Func<Task> read, CancellationToken cancellationToken)
    {
        await ExecuteAsync("SAVEPOINT granary", cancellationToken);
        PostgresException? failure = null;
        try
        {
            await read();
        }
        catch (PostgresException e)
        {
            failure = e;
        }
        await ExecuteAsync(failure is null ? "RELEASE granary" : "ROLLBACK TO granary; RELEASE granary", cancellationToken);
        return failure;
    }

    /// <summary>A server that does not answer is not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync().WaitAsync(TimeSpan.FromSeconds(PostgresConnections.PingSeconds));
        }
        catch (TimeoutException)
        {
            // It ends when Npgsql has given up.
        }
    }

    private async Task EndAsync()
    {
        try
        {
            // For the end of a transaction that is left to it Npgsql waits as long as for a query.
            await using var end = new NpgsqlCommand("ROLLBACK", Connection) { CommandTimeout = PostgresConnections.PingSeconds };
            await end.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            // It ends with the connection.
        }
        finally
        {
            await Connection.EndAsync();
        }
    }
}
