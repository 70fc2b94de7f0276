using System.Data.Common;
using Granary.Grains;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Granary.Host.Cluster;

/// <summary>A process that runs no grains and asks silos: it may come and go, hang or be flooded, and the cluster goes on as it was.</summary>
internal static class ClusterClient
{
    // Silos that come are of use this soon; those that go are noticed at once.
    private static readonly TimeSpan LookForSilosEvery = TimeSpan.FromSeconds(10);

    /// <param name="tries">How often a silo is looked for before it is given up; null for a process that waits until there is one.</param>
    /// <param name="more">What else it is to have.</param>
    public static void AddClusterClient(this IHostApplicationBuilder builder, int? tries = null, Action<IClientBuilder>? more = null) => builder.UseOrleansClient(client =>
    {
        client.Services.AddOptions<ClusterOptions>().Configure<IOptions<GranaryClusterOptions>>(ClusterSilo.ToOrleans);
        client.UseAdoNetClustering(options => options.Configure<DbDataSource>((clustering, database) =>
        {
            clustering.Invariant = ClusterSilo.Invariant;
            clustering.DataSource = database;
        }));
        client.Services.AddSingleton<IClientConnectionRetryFilter>(provider => new SiloSearch(tries, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SiloSearch>>()));
        client.Services.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = LookForSilosEvery);
        client.AddTls();
        client.AddOutgoingGrainCallFilter<CallRetry>();
        client.AddGranary();
        more?.Invoke(client);
    });
}
