using System.Buffers;
using System.IO.Hashing;
using System.Security.Cryptography;
using Granary.Archive.Deflate;

namespace Granary.Archive.Parts;

/// <summary>
/// A piece of a file on its way into a part. It is deflated by itself, so that as many pieces as there are processors can be
/// deflated at once; one after the other they make one deflate stream.
/// </summary>
internal sealed class PartBlock(Deflater deflater) : IDisposable
{
    /// <summary>
    /// Large enough that it hardly matters that a piece does not know the one before it, and small enough for its deflated bytes to
    /// have room in as much memory as it lies in.
    /// </summary>
    public const int Capacity = 832 * 1024;

    private byte[] taken = ArrayPool<byte>.Shared.Rent(Capacity);
    private byte[] deflated = ArrayPool<byte>.Shared.Rent(Deflater.MaxLength(Capacity));
    private int length, deflatedLength;

    public bool IsFull => length == Capacity;

    /// <summary>Takes what there is room for.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var piece = bytes[..Math.Min(bytes.Length, Capacity - length)];
        piece.CopyTo(taken.AsSpan(length));
        length += piece.Length;
        return piece.Length;
    }

    public void AddTo(Crc32 crc, IncrementalHash sha)
    {
        crc.Append(taken.AsSpan(0, length));
        sha.AppendData(taken, 0, length);
    }

    /// <param name="isLast">Whether the deflate stream ends with it; otherwise it ends at a whole byte, and another may follow.</param>
    public void Deflate(bool isLast) => deflatedLength = deflater.Deflate(taken.AsSpan(0, length), isLast, deflated);

    public void WriteTo(Stream output) => output.Write(deflated.AsSpan(0, deflatedLength));

    /// <summary>Makes it as good as new.</summary>
    public void Clear() => length = 0;

    public void Dispose()
    {
        if (taken.Length == 0) return;
        ArrayPool<byte>.Shared.Return(taken);
        ArrayPool<byte>.Shared.Return(deflated);
        taken = deflated = [];
        deflater.Dispose();
    }
}
