using Granary.Contracts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Granary.Web.SignIn;

/// <summary>Whatever a visitor's request or open page asks of grains, it asks for that visitor: said here, from the claims, and nowhere else.</summary>
internal static class VisitorCalls
{
    public static void AddVisitorCalls(this IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Scoped<CircuitHandler, VisitorCircuit>());

    /// <summary>After whatever finds out who the visitor is.</summary>
    public static void UseVisitorCalls(this WebApplication app) => app.Use(static async (http, next) =>
    {
        using (CallerOf(Visitor.Of(http.User))?.Enter()) await next(http);
    });

    private static Caller? CallerOf(Visitor? visitor) => visitor switch
    {
        { Tenant: { } tenant } => Caller.Of(tenant),
        { IsVendor: true } => Caller.Vendor,
        { IsOperator: true } => Caller.Operator,
        _ => null,
    };

    /// <summary>An open page goes on after its request: what it does comes through here, whichever thread brings it.</summary>
    private sealed class VisitorCircuit(AuthenticationStateProvider authentication) : CircuitHandler
    {
        public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
        {
            using (CallerOf(Visitor.Of((await authentication.GetAuthenticationStateAsync()).User))?.Enter()) await next(activity);
        };
    }
}
