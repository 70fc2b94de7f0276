using System.CommandLine;

namespace Granary.Benchmarks.Commands;

/// <summary>Options that several of the <c>load</c> commands take.</summary>
internal static class LoadOptions
{
    public static Option<long> Rows { get; } = new("--rows") { Description = "Rows of each small tenant, all twelve modules together.", DefaultValueFactory = _ => 2_000 };

    public static Option<int> Seconds { get; } = new("--seconds") { Description = "Within how many seconds all small tenants are due, at most 800.", DefaultValueFactory = _ => 60 };

    public static Option<int> Tenants(int usual) => new("--tenants") { Description = "How many tenants.", DefaultValueFactory = _ => usual };
}
