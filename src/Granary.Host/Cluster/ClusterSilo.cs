using System.Data.Common;
using System.Net;
using Granary.Grains;
using Granary.Host.Silos;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Granary.Host.Cluster;

/// <summary>A process that runs grains, among others that do.</summary>
internal static class ClusterSilo
{
    public const string Invariant = "Npgsql";

    public static void AddClusterSilo(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.Services.AddOptions<ClusterOptions>().Configure<IOptions<GranaryClusterOptions>>(ToOrleans);
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<GranaryClusterOptions>>(ToOrleans);
        silo.Services.AddOptions<ClusterMembershipOptions>().Configure<IOptions<GranaryClusterOptions>>(ToOrleans);
        silo.UseAdoNetClustering(options => options.Configure<DbDataSource>((clustering, database) =>
        {
            clustering.Invariant = Invariant;
            clustering.DataSource = database;
        }));
        silo.AddTls();
        silo.AddOutgoingGrainCallFilter<CallRetry>();
        silo.AddGranary(silo.Configuration[GranaryClusterOptions.RegionSetting]);
        silo.AddGrainStores(Invariant);
        silo.AddReminderStore(Invariant);
        silo.AddOperatorDashboard();
    });

    public static void ToOrleans(ClusterOptions cluster, IOptions<GranaryClusterOptions> granary) =>
        (cluster.ServiceId, cluster.ClusterId) = (granary.Value.ServiceId, granary.Value.ClusterId);

    private static void ToOrleans(EndpointOptions endpoints, IOptions<GranaryClusterOptions> granary)
    {
        var options = granary.Value;
        (endpoints.SiloPort, endpoints.GatewayPort) = (options.SiloPort, options.GatewayPort);
        if (options.AdvertisedAddress is { } address) endpoints.AdvertisedIPAddress = IPAddress.Parse(address);
        if (!options.ListenOnAllAddresses) return;
        endpoints.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, options.SiloPort);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, options.GatewayPort);
    }

    private static void ToOrleans(ClusterMembershipOptions membership, IOptions<GranaryClusterOptions> granary)
    {
        var options = granary.Value;
        (membership.ProbeTimeout, membership.NumMissedProbesLimit) = (options.ProbeTimeout, options.MissedProbes);
        // Those who died together count as voters, and keep others from joining, until they have not been heard of in the table for so long. Twice the
        // time that probes take, for clocks differ.
        (membership.IAmAliveTablePublishTimeout, membership.NumMissedTableIAmAliveLimit) = (options.ProbeTimeout, 2 * options.MissedProbes);
    }
}
