using System.IO.Hashing;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Granary.Benchmarks.Micro;

/// <summary>A row's share of the two checksums of its file.</summary>
public class HashBenchmarks
{
    [Benchmark(OperationsPerInvoke = SampleRows.Count)]
    public uint Crc32OfRow() => Crc32.HashToUInt32(SampleRows.Csv);

    [Benchmark(OperationsPerInvoke = SampleRows.Count)]
    public byte[] Sha256OfRow() => SHA256.HashData(SampleRows.Csv);
}
