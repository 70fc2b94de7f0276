using System.Globalization;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>The content of a large object, read piece by piece.</summary>
internal sealed class PostgresLargeObjectStream(PostgresSession session, string oid, string what, Func<bool, ValueTask> end) : PostgresReadStream(what)
{
    private long position;

    /// <summary>Null when there is no such row, or no such object.</summary>
    public static async Task<Stream?> OpenAsync(PostgresSession session, string sql, string what, Func<PostgresSession, bool, ValueTask> end, CancellationToken cancellationToken) =>
        await session.RowsAsync($"SELECT m.oid::text FROM pg_largeobject_metadata m WHERE m.oid::text IN ({sql})", cancellationToken) is [[{ } oid]]
            ? new PostgresLargeObjectStream(session, oid, what, isGood => end(session, isGood))
            : null;

    protected override async ValueTask<int> ReadPieceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"SELECT lo_get({oid}, {position}, {Math.Min(buffer.Length, 1 << 20)})"), session.Connection);
        var piece = (byte[])(await command.ExecuteScalarAsync(cancellationToken))!;
        piece.CopyTo(buffer);
        position += piece.Length;
        return piece.Length;
    }

    protected override ValueTask EndAsync(bool isGood) => end(isGood);
}
