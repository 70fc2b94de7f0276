using BenchmarkDotNet.Attributes;
using Granary.Adapters.Files;
using Granary.Archive;
using Granary.Archive.Parts;
using Granary.Archive.Zip;
using Granary.Benchmarks.Data;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Testing;

namespace Granary.Benchmarks.Micro;

/// <summary>A stored part's way into a zip.</summary>
public class ZipBenchmarks
{
    private const int Parts = 40;

    private readonly TemporaryDirectory folder = new();
    private readonly List<ZipItem> items = [];
    private FileArchiveStore store = null!;

    [GlobalSetup]
    public async Task Prepare()
    {
        store = new FileArchiveStore(folder.Path);
        using var blocks = new PartBlocks(new ArchiveLimits());
        var parts = ArchiveKey.Of(SampleDatabase.Tenant, BackupId.Next(default, TimeProvider.System.GetUtcNow())) / "parts";
        for (var number = 1; number <= Parts; number++)
        {
            var key = parts / $"leads_{number}.part";
            await store.WriteAsync(key, async (stream, _) =>
            {
                var part = new PartWriter(stream, blocks);
                await using var entry = part.Begin();
                entry.Write(SampleRows.Csv);
                await part.EndAsync(entry, $"Data/leads_{number}.csv", SampleRows.Count);
                items.AddRange(part.Complete(SampleRows.Count, last: true).Entries.Select(ended => new ZipItem(ended, key)));
            }, CancellationToken.None);
        }
    }

    [GlobalCleanup]
    public void Dispose() => folder.Dispose();

    [Benchmark(OperationsPerInvoke = Parts)]
    public Task AssemblePart() => ZipWriter.WriteAsync(Stream.Null, items, default, store, CancellationToken.None);
}
