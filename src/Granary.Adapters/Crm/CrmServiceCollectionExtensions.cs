using Granary.Adapters.Postgres;
using Granary.Adapters.Sqlite;
using Granary.Domain.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Crm;

public static class CrmServiceCollectionExtensions
{
    /// <summary>Reads the CRM that the section <see cref="CrmOptions.Section"/> describes.</summary>
    public static IServiceCollection AddCrm(this IServiceCollection services, IConfiguration section)
    {
        services.AddSettings<CrmOptions, CrmOptionsValidator>(section);
        return services.AddCrmSource();
    }

    /// <summary>Reads the CRM that <paramref name="configure"/> describes.</summary>
    public static IServiceCollection AddCrm(this IServiceCollection services, Action<CrmOptions> configure)
    {
        services.AddChecks<CrmOptions, CrmOptionsValidator>();
        services.Configure(configure);
        return services.AddCrmSource();
    }

    private static IServiceCollection AddCrmSource(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICrmSource>(provider => provider.GetRequiredService<IOptions<CrmOptions>>().Value.IsPostgres
            ? ActivatorUtilities.CreateInstance<PostgresCrmSource>(provider)
            : ActivatorUtilities.CreateInstance<SqliteCrmSource>(provider));
        return services;
    }
}
