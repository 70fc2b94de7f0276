using System.Data.Common;
using Granary.Adapters.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Cluster;

public static class ClusterServiceCollectionExtensions
{
    /// <summary>Keeps the list of open backups, the older entries of the activity logs, how every tenant stands and shared keys in the database of the cluster.</summary>
    /// <param name="connectionString">Asked when the database is first needed.</param>
    public static IServiceCollection AddClusterDatabase(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddSingleton(provider => new ClusterDatabase(connectionString(provider)));
        services.AddSingleton(provider => new ClusterClock(provider.GetRequiredService<ClusterDatabase>(), TimeProvider.System));
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<ClusterDatabase>().Source);
        services.AddSingleton<SharedKeys>();
        services.AddTables();
        return services;
    }
}
