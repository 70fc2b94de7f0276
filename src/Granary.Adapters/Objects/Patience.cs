using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Adapters.Objects;

/// <summary>Repeats a request to a store whose trouble may pass, after pauses that grow and differ, until a budget of time is used up.</summary>
/// <param name="attempt">How long one request may take.</param>
/// <param name="budget">How long all of them may take, pauses included.</param>
internal sealed class Patience(TimeSpan attempt, TimeSpan budget, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <exception cref="TransientException">The budget is used up.</exception>
    /// <exception cref="ObjectStoreException">The answer is one that no repetition changes.</exception>
    public async Task<T> RunAsync<T>(string what, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            Exception failure;
            using (var timeout = Limit())
            using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token))
            {
                try
                {
                    return await request(limit.Token).ConfigureAwait(false);
                }
                catch (ObjectStoreException e) when (e.Kind is FailureKind.Passing)
                {
                    failure = e;
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    failure = new TimeoutException($"no answer within {attempt.TotalSeconds:0.#} s");
                }
            }
            cancellationToken.ThrowIfCancellationRequested();
            var pause = PauseAfter(tries);
            if (time.GetElapsedTime(begun) + pause >= budget)
                throw new TransientException($"The archive store did not {what} ({tries} tries): {failure.Message}", failure) { Side = FaultSide.Store };
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task RunAsync(string what, Func<CancellationToken, Task> request, CancellationToken cancellationToken) =>
        RunAsync(what, async token =>
        {
            await request(token).ConfigureAwait(false);
            return true;
        }, cancellationToken);

    /// <summary>What ends with one request's time.</summary>
    public CancellationTokenSource Limit() => new(attempt, time);

    // Anything up to the full pause: those who failed together do not come back together.
    private static TimeSpan PauseAfter(int tries) =>
        Random.Shared.NextDouble() * TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(tries - 1, 20)));
}
