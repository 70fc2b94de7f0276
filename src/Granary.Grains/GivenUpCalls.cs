using Granary.Contracts;
using Orleans.Runtime;

namespace Granary.Grains;

/// <summary>
/// Nobody can cancel a call of a grain of ours. One that ends as cancelled was given up where the grain is: it could not be activated in time, say, because a silo
/// was cut off from the others or from the database. Whoever called is told so, and does not take it for a cancellation of its own, which is passed over in silence.
/// As with a silo that has gone, what was asked for may have been done.
/// </summary>
internal sealed class GivenUpCalls : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (OperationCanceledException exception) when (context.InterfaceMethod.DeclaringType?.Assembly == typeof(IGrainOfTenant).Assembly)
        {
            throw new SiloUnavailableException($"{context.InterfaceName}.{context.MethodName} was given up by the silo that was asked.", exception);
        }
    }
}
