using System.CommandLine;
using Granary.Testing;

namespace Granary.Benchmarks.Commands;

/// <summary><c>load</c>: a server with many tenants.</summary>
internal static class LoadCommand
{
    public static Command Create() => new("load", "Many tenants on one server: real schedules, the embedded database, a PostgreSQL that all of them share.")
    {
        LoadHerdCommand.Create(),
        LoadFairCommand.Create(),
        LoadIdleCommand.Create(),
    };
}
