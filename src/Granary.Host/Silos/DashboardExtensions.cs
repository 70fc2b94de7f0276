using Granary.Web.SignIn;
using Orleans.Dashboard;

namespace Granary.Host.Silos;

/// <summary>The Orleans dashboard, for operators.</summary>
internal static class DashboardExtensions
{
    public static void AddOperatorDashboard(this ISiloBuilder silo) => silo.AddDashboard(Configure);

    /// <summary>For a process that shows what is measured at silos.</summary>
    public static void AddOperatorDashboard(this IClientBuilder client) => client.AddDashboard(Configure);

    /// <summary>Without what it can show of grain state: that is the tenants' own.</summary>
    public static void MapDashboard(this WebApplication app) =>
        app.MapOrleansDashboard("/dashboard")
            .RequireAuthorization(Policies.Operator)
            .AddEndpointFilter(async (context, next) =>
                context.HttpContext.Request.Path.Value!.Contains("/GrainState", StringComparison.OrdinalIgnoreCase)
                    ? Results.NotFound()
                    : await next(context));

    private static void Configure(DashboardOptions options)
    {
        options.HideTrace = true;
        options.CounterUpdateIntervalMs = 10_000;
    }
}
