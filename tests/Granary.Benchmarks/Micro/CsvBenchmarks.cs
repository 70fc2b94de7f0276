using BenchmarkDotNet.Attributes;
using Granary.Domain.Backups;

namespace Granary.Benchmarks.Micro;

/// <summary>A row of 22 cells into CSV.</summary>
public class CsvBenchmarks
{
    [Params(TextMode.Exact, TextMode.Spreadsheet)]
    public TextMode Mode { get; set; }

    [Benchmark(OperationsPerInvoke = SampleRows.Count)]
    public void WriteRow() => SampleRows.Write(Stream.Null, Mode);
}
