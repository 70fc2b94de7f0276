using System.IO.Compression;
using Granary.Archive.Parts;

namespace Granary.Benchmarks.Measure;

/// <summary>The compression of a backup by itself, on bytes that are there already.</summary>
internal static class Codec
{
    private const int Piece = 16 << 20;

    /// <returns>The processor time of nothing but the compression, and the bytes that it has left.</returns>
    public static (TimeSpan Cpu, long Size) Compress(string file, int level)
    {
        var counted = new CountingStream(Stream.Null);
        var cpu = TimeSpan.Zero;
        var piece = new byte[Piece];
        using var input = File.OpenRead(file);
        using (var deflate = new DeflateStream(counted, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
            while (input.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is > 0 and var read)
            {
                var before = Environment.CpuUsage.TotalTime;
                deflate.Write(piece, 0, read);
                cpu += Environment.CpuUsage.TotalTime - before;
            }
        return (cpu, counted.Written);
    }
}
