using System.Data;
using Granary.Domain.Ports;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>The content of one cell, read piece by piece.</summary>
internal sealed class PostgresContentStream(NpgsqlCommand command, NpgsqlDataReader reader, Stream content, string what, Func<bool, ValueTask> end) : PostgresReadStream(what)
{
    /// <summary>Null when there is no such row, or nothing in it.</summary>
    public static async Task<Stream?> OpenAsync(PostgresSession session, string sql, string what, Func<PostgresSession, bool, ValueTask> end, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, session.Connection);
        var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess | CommandBehavior.SingleRow, cancellationToken);
        if (await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken))
            return new PostgresContentStream(command, reader, await reader.GetStreamAsync(0, cancellationToken), what, isGood => end(session, isGood));
        await reader.DisposeAsync();
        await command.DisposeAsync();
        return null;
    }

    protected override ValueTask<int> ReadPieceAsync(Memory<byte> buffer, CancellationToken cancellationToken) => content.ReadAsync(buffer, cancellationToken);

    protected override async ValueTask EndAsync(bool isGood)
    {
        await content.DisposeAsync();
        await reader.DisposeAsync();
        await command.DisposeAsync();
        await end(isGood);
    }
}
