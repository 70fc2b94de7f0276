using Granary.Contracts;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;

namespace Granary.Grains.Isolation;

/// <summary>
/// Stands before every grain of a tenant: whoever calls has to do so for that tenant. What the grain then does, and begins in the
/// background, is for its tenant and for no other. What Orleans itself calls (reminders, timers, its own extensions) asks nothing of a
/// tenant and tells nothing of one.
/// </summary>
internal sealed partial class TenantGuard(ILogger<TenantGuard> logger) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.TargetContext.GrainInstance is not IGrainOfTenant)
        {
            await context.Invoke();
            return;
        }

        var tenant = GrainKeys.TenantOf(context.TargetId.Key.ToString()!);
        if (IsOurs(context) && Caller.Current?.MayCall(tenant, context.InterfaceMethod) is not true)
        {
            LogRefused(tenant, context.InterfaceName, context.MethodName, Caller.Current?.Kind, Caller.Current?.Tenant);
            throw new ForeignCallException($"{context.MethodName} was not called for the tenant whose grain it is.");
        }
        using (Caller.Of(tenant).Enter()) await context.Invoke();
    }

    private static bool IsOurs(IIncomingGrainCallContext context) => context.InterfaceMethod.DeclaringType?.Assembly == typeof(IGrainOfTenant).Assembly;

    [LoggerMessage(LogLevel.Error, "A call of {Interface}.{Method} of {Tenant} was refused: it is for {Kind} {Other}")]
    private partial void LogRefused(TenantId tenant, string @interface, string method, CallerKind? kind, TenantId? other);
}
