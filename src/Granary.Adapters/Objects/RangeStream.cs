using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Adapters.Objects;

/// <summary>
/// Reads an object where it is asked to, a range at a time: small ones after a jump, larger ones as reading goes on, so that
/// neither the end of a file costs the whole of it nor the whole of it a thousand requests. A connection that breaks off is
/// made again where it broke.
/// </summary>
internal sealed class RangeStream(IObjectBucket bucket, Patience patience, StoredObject found) : Stream
{
    private const long FirstRange = 256 * 1024;
    private const long LargestRange = 32 * 1024 * 1024;

    private Stream? range;
    private long rangeEnd;
    private long at;
    private long next = FirstRange;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => found.Length;

    public override long Position { get => position; set => Seek(value, SeekOrigin.Begin); }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => position, _ => Length };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        return position = target;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= Length || buffer.Length == 0) return 0;
        try
        {
            var read = await patience.RunAsync($"give {found.Name}", token => ReadOnceAsync(buffer, token), cancellationToken).ConfigureAwait(false);
            position = at += read;
            return read;
        }
        catch (ObjectStoreException e) when (e.Kind is FailureKind.Missing or FailureKind.Taken)
        {
            throw new TransientException($"{found.Name} was removed while it was read.", e) { Side = FaultSide.Store };
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A remote file is read asynchronously.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) EndRange();
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (at != position)
        {
            EndRange();
            next = FirstRange;
        }
        if (range is null || at == rangeEnd)
        {
            EndRange();
            at = position;
            rangeEnd = Math.Min(Length, at + next);
            range = await bucket.ReadAsync(found, at, rangeEnd - at, cancellationToken).ConfigureAwait(false);
            next = Math.Min(LargestRange, next * 2);
        }
        try
        {
            // Not beyond the range, even where the store sends more than was asked for.
            var read = await range.ReadAsync(buffer[..(int)Math.Min(buffer.Length, rangeEnd - at)], cancellationToken).ConfigureAwait(false);
            return read > 0 ? read : throw new EndOfStreamException("it broke off");
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            EndRange();
            if (e is OperationCanceledException) throw;
            throw new ObjectStoreException(FailureKind.Passing, e.Message, e);
        }
    }

    private void EndRange()
    {
        range?.Dispose();
        range = null;
    }
}
