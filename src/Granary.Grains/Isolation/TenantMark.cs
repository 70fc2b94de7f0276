using Granary.Contracts;

namespace Granary.Grains.Isolation;

/// <summary>What a tenant's grain calls, it calls for its tenant: also where nothing has been called before, as in a timer.</summary>
internal sealed class TenantMark : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceContext?.GrainInstance is not IGrainOfTenant)
        {
            await context.Invoke();
            return;
        }
        using (Caller.Of(GrainKeys.TenantOf(context.SourceContext.GrainId.Key.ToString()!)).Enter()) await context.Invoke();
    }
}
