using System.IO.Compression;

namespace Granary.Archive.Deflate;

internal sealed class ZlibDeflater(int level) : Deflater
{
    private readonly ZLibCompressionOptions options = new() { CompressionLevel = level };

    public override int Deflate(ReadOnlySpan<byte> piece, bool isLast, byte[] output)
    {
        using var deflated = new MemoryStream(output);
        using var deflate = new DeflateStream(deflated, options, leaveOpen: true);
        deflate.Write(piece);
        if (!isLast) deflate.Flush();
        var end = deflated.Position;
        // What it writes when it is disposed of ends the stream.
        deflate.Dispose();
        return (int)(isLast ? deflated.Position : end);
    }
}
