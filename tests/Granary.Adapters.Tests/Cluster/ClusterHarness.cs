using Granary.Adapters.Cluster;
using Granary.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Cluster;

/// <summary>A real PostgreSQL with the schema of a cluster, and as many processes over it as a test asks for.</summary>
internal sealed class ClusterHarness : IAsyncLifetime
{
    private readonly List<ServiceProvider> processes = [];

    public PostgresDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await Open().GetRequiredService<ClusterDatabase>().UpgradeAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What another process would have.</summary>
    public IServiceProvider Open()
    {
        var process = new ServiceCollection().AddClusterDatabase(_ => Database.ConnectionString).BuildServiceProvider();
        processes.Add(process);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) await process.DisposeAsync();
        await Database.DisposeAsync();
    }
}
