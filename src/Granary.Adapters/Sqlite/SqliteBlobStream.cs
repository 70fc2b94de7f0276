using Granary.Domain.Ports;
using SQLitePCL;

namespace Granary.Adapters.Sqlite;

/// <summary>The content of one cell, read piece by piece.</summary>
internal sealed class SqliteBlobStream(SqliteDatabase database, sqlite3_blob blob) : ContentStream
{
    private readonly int length = raw.sqlite3_blob_bytes(blob);
    private int position;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var piece = buffer.Span[..Math.Min(buffer.Length, length - position)];
        if (piece.IsEmpty) return ValueTask.FromResult(0);
        database.Check(raw.sqlite3_blob_read(blob, piece, position), "read an attachment of");
        position += piece.Length;
        return ValueTask.FromResult(piece.Length);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            blob.Dispose();
            database.Dispose();
        }
        base.Dispose(disposing);
    }
}
