using Granary.Archive;
using Granary.Archive.Deflate;
using Granary.Archive.Parts;

namespace Granary.Benchmarks.Measure;

/// <summary>The compression of a backup by itself, on bytes that are there already.</summary>
internal static class Codec
{
    private const int Blocks = 20;

    /// <returns>The processor time of nothing but the compression, and the bytes that it has left.</returns>
    public static (TimeSpan Cpu, long Size) Compress(string file, ArchiveLimits limits)
    {
        using var deflater = Deflater.Create(limits);
        var deflated = new byte[Deflater.MaxLength(PartBlock.Capacity)];
        var (cpu, size) = (TimeSpan.Zero, 0L);
        var piece = new byte[Blocks * PartBlock.Capacity];
        using var input = File.OpenRead(file);
        while (input.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is > 0 and var read)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var start = 0; start < read; start += PartBlock.Capacity)
                size += deflater.Deflate(piece.AsSpan(start, Math.Min(PartBlock.Capacity, read - start)), isLast: false, deflated);
            cpu += Environment.CpuUsage.TotalTime - before;
        }
        return (cpu, size);
    }
}
