namespace Granary.Archive.Deflate;

/// <summary>Deflates pieces of a file, each by itself; one after the other they are one deflate stream.</summary>
internal abstract class Deflater : IDisposable
{
    public static Deflater Create(ArchiveLimits limits) => limits.Codec switch
    {
        DeflateCodec.IsaL => new IsaLDeflater(),
        _ => new ZlibDeflater(limits.CompressionLevel),
    };

    /// <summary>What a piece that cannot be compressed may come to, with what ends it.</summary>
    public static int MaxLength(int length) => length + length / 8 + 64 * 1024;

    /// <param name="isLast">Whether the stream ends with the piece; otherwise it ends at a whole byte, and another may follow.</param>
    /// <param name="output">Has room for <see cref="MaxLength"/>.</param>
    /// <returns>The length of what is in <paramref name="output"/> now, from its beginning.</returns>
    public abstract int Deflate(ReadOnlySpan<byte> piece, bool isLast, byte[] output);

    public virtual void Dispose()
    {
    }
}
