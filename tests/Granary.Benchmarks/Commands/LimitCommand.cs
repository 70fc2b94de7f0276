using System.CommandLine;
using Granary.Archive;
using Granary.Benchmarks.Contenders;
using Granary.Benchmarks.Measure;

namespace Granary.Benchmarks.Commands;

/// <summary>
/// <c>limit</c>: the least that a backup can take on this machine, if the server sends what it has to, somebody receives it and it
/// is compressed, on all processors without a pause and with nothing besides; and how far from that ours is.
/// </summary>
internal static class LimitCommand
{
    public static Command Create()
    {
        var command = new Command("limit", "The least time that a backup can take on this machine, and how far from it ours is.")
        {
            BenchmarkOptions.Rows, BenchmarkOptions.Rounds, BenchmarkOptions.Server, BenchmarkOptions.Programs,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (rows, rounds) = (parsed.GetValue(BenchmarkOptions.Rows), parsed.GetValue(BenchmarkOptions.Rounds));
        using var stage = await Stage.OpenAsync(parsed);
        var programs = Stage.Programs(parsed);
        var table = new MarkdownTable("", "server CPU s", "reading CPU s", "codec CPU s", "cores", "limit s", "ours without read-back s", "of it start s", "read-back s", "ours / limit");
        foreach (var database in new[] { await stage.LargeAsync(rows), await stage.ManyAsync(rows) })
        {
            var csv = await stage.WriteCsvAsync(database);
            var contenders = programs.Select((program, number) => program.BackUp(database, stage.Folder($"data-{number}"))).ToList();
            var reader = Others.Read(database);
            var codecs = programs.Select(_ => new List<TimeSpan>()).ToList();
            var runs = contenders.Prepend(reader).ToDictionary(contender => contender.Name, _ => new List<Usage>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var (codec, program) in codecs.Zip(programs)) codec.Add(Codec.Compress(csv, new ArchiveLimits { Codec = program.Codec }).Cpu);
                foreach (var (name, usages) in await stage.RunAsync([reader, .. contenders], rounds: 1)) runs[name].AddRange(usages);
            }
            File.Delete(csv);

            var read = Usage.Median(runs[reader.Name]);
            foreach (var (contender, codec) in contenders.Zip(codecs))
            {
                var limit = (read.ServerCpu + read.ClientCpu + Median.Of(codec)) / Environment.ProcessorCount;
                var ours = Usage.Median(runs[contender.Name]);
                table.Add($"{database.Title}: {contender.Name}", read.ServerCpu.TotalSeconds, read.ClientCpu.TotalSeconds, Median.Of(codec).TotalSeconds, Environment.ProcessorCount,
                    limit.TotalSeconds, ours.WithoutReadBack.TotalSeconds, ours.Phases[BackupPhase.Start].TotalSeconds, ours.Phases[BackupPhase.ReadBack].TotalSeconds, ours.WithoutReadBack / limit);
            }
        }
        table.Print("How far from the limit");
    }
}
