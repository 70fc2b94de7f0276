using Granary.Adapters.Cluster;
using Granary.Archive.Manifests;
using Microsoft.Extensions.Options;

namespace Granary.Host.Cluster;

/// <summary>Runs before Orleans reads its queries: they have to be there.</summary>
internal sealed partial class DatabaseStart(
    ClusterDatabase database, IOptions<GranaryClusterOptions> options, IServiceProvider services, ILogger<DatabaseStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.UpgradeDatabase)
        {
            if (await database.UpgradeAsync(cancellationToken)) LogUpgraded();
        }
        else if (!await database.IsUpToDateAsync(cancellationToken))
        {
            throw new UsageException(Texts.Get("DatabaseTooOld"));
        }
        // Made now, if it is the first, so that whoever checks backups can have the public half before there is one.
        _ = services.GetService<ManifestKey>();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "The database of the cluster was brought up to date")]
    private partial void LogUpgraded();
}
