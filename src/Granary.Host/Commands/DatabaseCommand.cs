using System.CommandLine;
using Granary.Adapters.Cluster;
using Granary.Host.Cluster;
using Granary.Host.Roles;
using Microsoft.Extensions.Options;

namespace Granary.Host.Commands;

/// <summary><c>database upgrade</c>: makes the schema of a cluster, or brings it up to date, by a role that may.</summary>
internal static class DatabaseCommand
{
    public static Command Create()
    {
        var upgrade = new Command("upgrade", Texts.Get("CommandDatabaseUpgrade"));
        upgrade.SetAction(UpgradeAsync);
        return new Command("database", Texts.Get("CommandDatabase")) { upgrade };
    }

    private static async Task<int> UpgradeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var builder = CommandHost.CreateBuilder(parsed);
        if (!builder.Configuration.IsCluster()) throw new UsageException(Texts.Get("NoClusterDatabase"));

        builder.AddCluster();
        using var host = builder.Build();
        var changed = await host.Services.GetRequiredService<ClusterDatabase>().UpgradeAsync(cancellationToken);
        Console.WriteLine(Texts.Get(changed ? "DatabaseUpgraded" : "DatabaseUpToDate"));
        return ExitCode.Success;
    }
}
