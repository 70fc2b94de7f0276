using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Granary.Host.Cluster;

/// <summary>TLS on every connection of a process to another of its cluster, when the settings have a certificate for it.</summary>
internal static class ClusterTls
{
    public static void AddTls(this ISiloBuilder silo)
    {
        silo.Services.AddCertificates();
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<IServiceProvider>((connections, services) =>
        {
            if (services.GetRequiredService<Membership>().Certificates is not { } certificates) return;
            connections.ConfigureSiloInboundConnection(connection => connection.UseServerTls(certificates.ToOrleans()));
            connections.ConfigureGatewayInboundConnection(connection => connection.UseServerTls(certificates.ToOrleans()));
            connections.ConfigureSiloOutboundConnection(connection => connection.UseClientTls(certificates.ToOrleans()));
        });
    }

    public static void AddTls(this IClientBuilder client)
    {
        client.Services.AddCertificates();
        client.Services.AddOptions<ClientConnectionOptions>().Configure<IServiceProvider>((connections, services) =>
        {
            if (services.GetRequiredService<Membership>().Certificates is { } certificates)
                connections.ConfigureConnection(connection => connection.UseClientTls(certificates.ToOrleans()));
        });
    }

    private static void AddCertificates(this IServiceCollection services) =>
        services.TryAddSingleton(provider => new Membership(provider.GetRequiredService<IOptions<GranaryClusterOptions>>().Value.Tls is { IsOn: true } tls ? ClusterCertificates.Load(tls) : null));

    /// <param name="Certificates">Null where the settings have none: then nothing is encrypted.</param>
    private sealed record Membership(ClusterCertificates? Certificates) : IDisposable
    {
        public void Dispose() => Certificates?.Dispose();
    }
}
