using BenchmarkDotNet.Attributes;
using Granary.Archive;
using Granary.Archive.Parts;
using Granary.Benchmarks.Data;

namespace Granary.Benchmarks.Micro;

/// <summary>A row's whole way from COPY to deflated bytes: what it allocates is what counts here.</summary>
public class ExportBenchmarks
{
    public const int Rows = 100_000;

    // Used again for each part of an export, and so not a row's.
    private readonly PartBlocks blocks = new(new ArchiveLimits());

    private SampleSource source = null!;

    /// <summary>One module of so many rows.</summary>
    internal static SampleDatabase Database { get; set; } = null!;

    [GlobalSetup]
    public async Task Prepare() => source = await SampleSource.OpenAsync(Database);

    [GlobalCleanup]
    public async Task Dispose()
    {
        await source.DisposeAsync();
        blocks.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public async Task ExportRow()
    {
        await using var entry = new PartEntryStream(new CountingStream(Stream.Null), blocks);
        await source.WriteCsvAsync(entry);
        await entry.FinishAsync();
    }
}
