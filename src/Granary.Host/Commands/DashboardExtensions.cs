using Granary.Web.SignIn;
using Orleans.Dashboard;

namespace Granary.Host.Commands;

internal static class DashboardExtensions
{
    /// <summary>The Orleans dashboard, for operators, without what it can show of grain state: that is the tenants' own.</summary>
    public static void MapDashboard(this WebApplication app) =>
        app.MapOrleansDashboard("/dashboard")
            .RequireAuthorization(Policies.Operator)
            .AddEndpointFilter(async (context, next) =>
                context.HttpContext.Request.Path.Value!.Contains("/GrainState", StringComparison.OrdinalIgnoreCase)
                    ? Results.NotFound()
                    : await next(context));
}
