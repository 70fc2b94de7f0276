namespace Granary.Archive.Verification;

/// <summary>The next so many bytes of a stream, and not one more. Leaves it open.</summary>
internal sealed class SliceReader(Stream input, long length) : ReadOnlyStream
{
    private long left = length;

    /// <exception cref="EndOfStreamException">The stream ends within the slice.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left == 0 || buffer.IsEmpty) return 0;
        var read = await input.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        if (read == 0) throw new EndOfStreamException();
        left -= read;
        return read;
    }
}
