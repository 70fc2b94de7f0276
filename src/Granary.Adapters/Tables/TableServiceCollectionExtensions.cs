using System.Data.Common;
using Granary.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tables;

internal static class TableServiceCollectionExtensions
{
    /// <summary>The list of open backups, the older entries of the activity logs and how every tenant stands, in the <see cref="DbDataSource"/> that the caller adds.</summary>
    public static void AddTables(this IServiceCollection services)
    {
        services.AddSingleton<IOpenBackups, SqlOpenBackups>();
        services.AddSingleton<ILogTable, SqlLogTable>();
        services.AddSingleton<IFleet, SqlFleet>();
    }
}
