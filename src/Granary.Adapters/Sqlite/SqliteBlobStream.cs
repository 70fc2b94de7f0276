using SQLitePCL;

namespace Granary.Adapters.Sqlite;

/// <summary>The content of one cell, read piece by piece.</summary>
internal sealed class SqliteBlobStream(SqliteDatabase database, sqlite3_blob blob) : Stream
{
    private readonly int length = raw.sqlite3_blob_bytes(blob);
    private int position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var piece = buffer[..Math.Min(buffer.Length, length - position)];
        if (piece.IsEmpty) return 0;
        database.Check(raw.sqlite3_blob_read(blob, piece, position), "read an attachment of");
        position += piece.Length;
        return piece.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
