using Granary.Contracts;
using Orleans;

namespace Granary.Testing.Cluster;

/// <summary>For tests that have no visitor: a call of a tenant's grain is for that tenant, unless the test has said for whom it is.</summary>
public sealed class SaysWhoseGrain : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Caller.Current is not null || context.InterfaceMethod.DeclaringType?.Assembly != typeof(IGrainOfTenant).Assembly)
        {
            await context.Invoke();
            return;
        }
        using (Caller.Of(GrainKeys.TenantOf(context.TargetId.Key.ToString()!)).Enter()) await context.Invoke();
    }
}
