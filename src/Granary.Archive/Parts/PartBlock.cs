using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Granary.Archive.Parts;

/// <summary>
/// A piece of a file on its way into a part. It is deflated by itself, so that as many pieces as there are processors can be
/// deflated at once; one after the other they make one deflate stream.
/// </summary>
internal sealed class PartBlock : IDisposable
{
    /// <summary>Large enough that it hardly matters that a piece does not know the one before it.</summary>
    public const int Capacity = 1 << 20;

    private readonly MemoryStream deflated = new();
    private byte[] taken = ArrayPool<byte>.Shared.Rent(Capacity);
    private int length;

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
    public void Deflate(int compressionLevel, bool isLast)
    {
        using var deflate = new DeflateStream(deflated, new ZLibCompressionOptions { CompressionLevel = compressionLevel }, leaveOpen: true);
        deflate.Write(taken.AsSpan(0, length));
        if (isLast) return;
        deflate.Flush();
        var end = deflated.Length;
        // What it writes when it is disposed of would end the stream.
        deflate.Dispose();
        deflated.SetLength(end);
    }

    public void WriteTo(Stream output) => output.Write(deflated.GetBuffer().AsSpan(0, (int)deflated.Length));

    /// <summary>Makes it as good as new.</summary>
    public void Clear()
    {
        length = 0;
        deflated.SetLength(0);
    }

    public void Dispose()
    {
        if (taken.Length == 0) return;
        ArrayPool<byte>.Shared.Return(taken);
        taken = [];
    }
}
