using System.CommandLine;
using System.Globalization;
using Granary.Archive;
using Granary.Archive.Deflate;
using Granary.Benchmarks.Data;
using Granary.Benchmarks.Measure;
using Granary.Testing;

namespace Granary.Benchmarks.Commands;

/// <summary><c>levels</c>: what each level of compression costs and gives, beside <c>zip -6</c>.</summary>
internal static class LevelsCommand
{
    public static Command Create()
    {
        var command = new Command("levels", "Size and processor time of every level of compression, beside zip -6.") { BenchmarkOptions.Rows, BenchmarkOptions.Rounds, BenchmarkOptions.Server };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stage = await Stage.OpenAsync(parsed);
        var database = await stage.LargeAsync(parsed.GetValue(BenchmarkOptions.Rows));
        var file = await stage.WriteCsvAsync(database);
        var size = (double)new FileInfo(file).Length;
        var table = new MarkdownTable("", "CPU s", "MB/s", "MB", "of the CSV", "size / zip -6", "CPU / zip -6");
        var rounds = Enumerable.Range(1, parsed.GetValue(BenchmarkOptions.Rounds));

        var runs = new Dictionary<string, List<(TimeSpan Cpu, long Size)>>();
        foreach (var _ in rounds)
        {
            Add("zip -6", Zip(file));
            for (var level = 1; level <= 9; level++)
                Add(string.Create(CultureInfo.InvariantCulture, $"level {level}{(level == new ArchiveLimits().CompressionLevel ? ", the default" : "")}"), Codec.Compress(file, new ArchiveLimits { CompressionLevel = level }));
            if (IsaLDeflater.IsThere) Add("ISA-L", Codec.Compress(file, new ArchiveLimits { Codec = DeflateCodec.IsaL }));
        }
        var zip = runs["zip -6"];
        foreach (var (name, measured) in runs)
        {
            var (cpu, compressed) = (Median.Of(measured.Select(run => run.Cpu)), measured[0].Size);
            table.Add(name, cpu.TotalSeconds, size / Bytes.InMegabyte / cpu.TotalSeconds, compressed / Bytes.InMegabyte, compressed / size,
                (double)compressed / zip[0].Size, cpu / Median.Of(zip.Select(run => run.Cpu)));
        }
        table.Print(string.Create(CultureInfo.InvariantCulture, $"{database.Title}, {size / Bytes.InMegabyte:N1} MB of CSV"));

        void Add(string name, (TimeSpan, long) run)
        {
            if (!runs.TryGetValue(name, out var measured)) runs.Add(name, measured = []);
            measured.Add(run);
        }
    }

    private static (TimeSpan Cpu, long Size) Zip(string file)
    {
        var zip = Path.ChangeExtension(file, "zip");
        File.Delete(zip);
        var before = ChildProcesses.Cpu();
        var ended = Shell.Run("zip", Path.GetDirectoryName(file)!, "-6", "-q", zip, file);
        return ended.ExitCode == 0 ? (ChildProcesses.Cpu() - before, new FileInfo(zip).Length) : throw new InvalidOperationException($"zip failed: {ended.Error}");
    }
}
