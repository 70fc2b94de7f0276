using BenchmarkDotNet.Attributes;
using Granary.Archive.Parts;

namespace Granary.Benchmarks.Micro;

/// <summary>A row's share of hashing and compressing a CSV file, as a part is made.</summary>
public class DeflateBenchmarks
{
    [Params(1, 2, 3, 6, 9)]
    public int Level { get; set; }

    [Benchmark(OperationsPerInvoke = SampleRows.Count)]
    public async Task CompressRow()
    {
        await using var entry = new PartEntryStream(new CountingStream(Stream.Null), Level);
        entry.Write(SampleRows.Csv);
        await entry.FinishAsync();
    }
}
