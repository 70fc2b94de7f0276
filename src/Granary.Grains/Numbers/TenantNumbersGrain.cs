using Granary.Contracts;

namespace Granary.Grains.Numbers;

/// <summary>A number counts as given once it is stored: of two silos that both take this grain for theirs, one fails to store it.</summary>
[GrainType("tenant-numbers")]
internal sealed class TenantNumbersGrain([PersistentState("tenant-numbers")] IPersistentState<GivenNumbers> stored) : Grain, ITenantNumbersGrain
{
    public async Task<long> Next()
    {
        try
        {
            var next = ++stored.State.Last;
            await stored.WriteStateAsync();
            return next;
        }
        catch (Exception)
        {
            // Whatever is stored now is read by the next activation.
            DeactivateOnIdle();
            throw;
        }
    }
}
