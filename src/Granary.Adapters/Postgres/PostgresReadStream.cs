namespace Granary.Adapters.Postgres;

/// <summary>Content that comes from the server as it is asked for.</summary>
/// <param name="what">What is read, for whoever has to know why it could not be.</param>
internal abstract class PostgresReadStream(string what) : Stream
{
    private bool failed, disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return buffer.IsEmpty ? 0 : await ReadPieceAsync(buffer, cancellationToken);
        }
        catch (Exception e)
        {
            failed = true;
            if (PostgresFailure.IsOne(e)) throw PostgresFailure.Of(e, what);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Content is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await EndAsync(!failed);
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
    }

    protected abstract ValueTask<int> ReadPieceAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <param name="isGood">Whether the session can be used again.</param>
    protected abstract ValueTask EndAsync(bool isGood);
}
