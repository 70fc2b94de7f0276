using System.Globalization;
using Granary.Domain.Quotas;
using Granary.EndToEnd.Tests.Stories;
using Granary.Testing;
using Granary.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>PostgreSQL, two silos and a web process.</summary>
public sealed class ClusterServers : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private ProcessCluster? cluster;

    public Uri Address => cluster!.Web!.Address;

    /// <summary>As they are at this moment.</summary>
    internal IReadOnlyList<GranaryServer> Silos => cluster!.Silos;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(directory.At("settings.json"), StorySettings.Of(directory, new[] { "stopped", "killed", "alone" }.Select(tenant => (tenant, Edition.Enterprise))));
        cluster = await ProcessCluster.StartAsync(await PostgresServer.SharedAsync(), directory.At("data"), directory.At("settings.json"), silos: 2, hasWeb: true);
    }

    /// <summary>A program that is let into the cluster.</summary>
    internal IHost Client(Action<IServiceCollection>? configure = null) => cluster!.Client(configure);

    public StoryTenant Tenant(string name) => new(name, new CrmFile(directory.At($"{name}.sqlite")));

    /// <summary>Waits until the backup of that tenant has come so far that there is something to go on from.</summary>
    /// <returns>The silo with the grain that runs it, and the other one.</returns>
    internal async Task<(GranaryServer Runs, GranaryServer Other)> RunningAsync(StoryTenant tenant)
    {
        await Wait.UntilAsync(() => Directory.Exists(directory.At("data", "archives", "eu", tenant.Name)) &&
            Directory.EnumerateFiles(directory.At("data", "archives", "eu", tenant.Name), "*.part", SearchOption.AllDirectories).Any(), $"a part of the backup of {tenant.Name}");
        var runs = cluster!.Silos.Single(silo => Runs(silo, tenant, attempt: 1));
        return (runs, cluster.Silos.Single(silo => silo != runs));
    }

    /// <summary>Did that attempt begin there?</summary>
    internal static bool Runs(GranaryServer silo, StoryTenant tenant, int attempt) =>
        silo.Output.Contains(string.Create(CultureInfo.InvariantCulture, $"of eu/{tenant.Name} runs here, as attempt {attempt}"), StringComparison.Ordinal);

    /// <summary>A new silo in place of one that has ended.</summary>
    internal async Task ReplaceAsync(GranaryServer ended) => await (await cluster!.ReplaceAsync(ended)).ReadyAsync();

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        directory.Dispose();
    }
}
