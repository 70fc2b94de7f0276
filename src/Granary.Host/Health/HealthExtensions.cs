using Granary.Host.Roles;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Granary.Host.Health;

internal static class HealthExtensions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void AddHealth(this IHostApplicationBuilder builder, Role role)
    {
        builder.Services.AddSingleton<Draining>();
        var checks = builder.Services.AddHealthChecks().AddCheck<DrainCheck>("stopping");
        if (role is Role.Web)
        {
            builder.Services.AddSingleton<GatewayCheck>();
            builder.Services.AddSingleton<IClusterConnectionStatusObserver>(provider => provider.GetRequiredService<GatewayCheck>());
            checks.AddCheck<GatewayCheck>("silos");
        }
        else
        {
            checks.AddCheck<SiloCheck>("silo").AddCheck<DatabaseCheck>("database", timeout: Patience);
        }
    }

    /// <summary>
    /// <c>/health/live</c>: the process answers; without that it has to be started anew. <c>/health/ready</c>: it can do its work; without
    /// that it is to be sent none.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }
}
