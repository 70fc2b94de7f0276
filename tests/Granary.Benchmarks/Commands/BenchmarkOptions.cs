using System.CommandLine;
using Granary.Benchmarks.Data;

namespace Granary.Benchmarks.Commands;

/// <summary>Options that several commands take.</summary>
internal static class BenchmarkOptions
{
    public static Option<long> Rows { get; } = new("--rows") { Description = "Rows of the one large module; the many modules are smaller in proportion.", DefaultValueFactory = _ => SampleTable.UsualRows };

    public static Option<int> Rounds { get; } = new("--rounds") { Description = "Runs of each, in turn; what is printed are their medians.", DefaultValueFactory = _ => 5 };

    public static Option<string?> Server { get; } = new("--server")
    {
        Description = "Connection string of a superuser on a PostgreSQL of this machine, whose databases bench_... are made once and kept. Without it a server is started, and is gone at the end.",
    };

    public static Option<string[]> Programs { get; } = new("--granary")
    {
        Description = "name=path[,VARIABLE=value...]: a published granary, to compare with others before or after a change. Without it that of this repository is published.",
        DefaultValueFactory = _ => [],
    };
}
