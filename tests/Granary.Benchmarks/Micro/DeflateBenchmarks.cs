using BenchmarkDotNet.Attributes;
using Granary.Archive;
using Granary.Archive.Deflate;
using Granary.Archive.Parts;

namespace Granary.Benchmarks.Micro;

/// <summary>A row's share of hashing and compressing a CSV file, as a part is made.</summary>
public class DeflateBenchmarks
{
    private PartBlocks blocks = null!;

    [Params("zlib 1", "zlib 2", "zlib 3", "zlib 6", "zlib 9", "ISA-L")]
    public string Codec { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => blocks = new PartBlocks(Codec is ['z', .., var level]
        ? new ArchiveLimits { CompressionLevel = level - '0' }
        : new ArchiveLimits { Codec = DeflateCodec.IsaL });

    [GlobalCleanup]
    public void Dispose() => blocks.Dispose();

    [Benchmark(OperationsPerInvoke = SampleRows.Count)]
    public async Task CompressRow()
    {
        await using var entry = new PartEntryStream(new CountingStream(Stream.Null), blocks);
        entry.Write(SampleRows.Csv);
        await entry.FinishAsync();
    }
}
