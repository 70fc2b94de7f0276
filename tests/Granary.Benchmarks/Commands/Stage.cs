using System.CommandLine;
using Granary.Benchmarks.Contenders;
using Granary.Benchmarks.Data;
using Granary.Benchmarks.Measure;
using Granary.Testing;
using Granary.Testing.Postgres;
using Granary.Testing.Processes;

namespace Granary.Benchmarks.Commands;

/// <summary>What a command needs to run programs and measure them.</summary>
internal sealed class Stage : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    private Stage(string server, ServerProcesses processes)
    {
        ConnectionString = server;
        Server = processes;
        Meter = new Meter(processes);
    }

    /// <summary>Of a superuser of the server.</summary>
    public string ConnectionString { get; }

    public ServerProcesses Server { get; }

    public Meter Meter { get; }

    public static async Task<Stage> OpenAsync(ParseResult parsed)
    {
        var server = parsed.GetValue(BenchmarkOptions.Server) ?? (await PostgresServer.SharedAsync()).Database("postgres").ConnectionString;
        return new Stage(server, await ServerProcesses.FindAsync(server));
    }

    public static IReadOnlyList<GranaryProgram> Programs(ParseResult parsed) =>
        parsed.GetRequiredValue(BenchmarkOptions.Programs) is { Length: > 0 } named ? [.. named.Select(GranaryProgram.Parse)] : GranaryProgram.Publish();

    public Task<SampleDatabase> LargeAsync(long rows) => SampleDatabase.OpenAsync(ConnectionString, $"bench_large_{rows}", SampleTable.Large(rows));

    public Task<SampleDatabase> ManyAsync(long rows) => SampleDatabase.OpenAsync(ConnectionString, $"bench_many_{rows}", SampleTable.Many(rows));

    /// <summary>A new folder, gone at the end.</summary>
    public string Folder(string name) => Directory.CreateDirectory(temporary.At(name)).FullName;

    /// <returns>A file with all modules as a backup writes them.</returns>
    public async Task<string> WriteCsvAsync(SampleDatabase database)
    {
        var path = Path.Combine(Folder("csv"), "rows.csv");
        await using var source = await SampleSource.OpenAsync(database);
        await using var file = File.Create(path);
        await source.WriteCsvAsync(file);
        return path;
    }

    /// <summary>Measures each in turn, so many times, so that whatever else the machine does is done to all.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Usage>>> RunAsync(IReadOnlyList<Contender> contenders, int rounds)
    {
        var usages = contenders.ToDictionary(contender => contender.Name, _ => new List<Usage>());
        for (var round = 1; round <= rounds; round++)
            foreach (var contender in contenders)
            {
                var output = Folder("output");
                usages[contender.Name].Add(await Meter.RunAsync(contender, output));
                Directory.Delete(output, recursive: true);
                await Console.Error.WriteLineAsync($"{round}/{rounds} {contender.Name}: {usages[contender.Name][^1].Wall.TotalSeconds:0.00} s");
            }
        return usages.ToDictionary(usage => usage.Key, usage => (IReadOnlyList<Usage>)usage.Value);
    }

    public void Dispose() => temporary.Dispose();
}
