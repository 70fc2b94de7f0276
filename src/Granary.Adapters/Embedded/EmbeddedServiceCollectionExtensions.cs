using System.Data.Common;
using Granary.Adapters.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Embedded;

public static class EmbeddedServiceCollectionExtensions
{
    /// <summary>Keeps the list of open backups, the older entries of the activity logs and how every tenant stands in a database that has the embedded schema.</summary>
    public static IServiceCollection AddEmbeddedDatabase(this IServiceCollection services, EmbeddedDatabase database)
    {
        services.AddSingleton(database);
        services.AddSingleton<DbDataSource>(database);
        services.AddTables();
        return services;
    }
}
