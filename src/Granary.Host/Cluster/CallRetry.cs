using System.Reflection;
using Granary.Contracts;

namespace Granary.Host.Cluster;

/// <summary>
/// Whoever calls a grain from outside does not notice that a silo stops. What a silo has refused to begin is asked again, of another one by
/// then; so is what was lost with a silo, where it is <see cref="IdempotentAttribute"/>. Grains see to their own calls: they have a sweep and a reminder.
/// </summary>
internal sealed class CallRetry(TimeProvider time) : IOutgoingGrainCallFilter
{
    // Three seconds in all: more than it takes until everybody knows that a silo stops.
    private const int Retries = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        for (var (retries, pause) = (0, FirstPause); ; retries++, pause *= 2)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (OrleansMessageRejectionException exception) when (retries < Retries && MayBeCalledAgain(context, exception))
            {
                await Task.Delay(pause, time);
            }
        }
    }

    private static bool MayBeCalledAgain(IOutgoingGrainCallContext context, OrleansMessageRejectionException exception) =>
        context.SourceContext?.GrainInstance is null && (exception is not SiloUnavailableException || context.InterfaceMethod.IsDefined(typeof(IdempotentAttribute)));
}
