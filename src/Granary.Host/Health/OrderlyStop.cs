namespace Granary.Host.Health;

/// <summary>
/// Stops in this order: say that no more is wanted, go on until that is noticed, then close. The host's own way closes at the signal, while the
/// load balancer still sends people here.
/// </summary>
internal sealed class OrderlyStop : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs until it is asked to stop, or a service of its own fails.</summary>
    /// <param name="notice">How long it goes on then.</param>
    /// <param name="asked">Set by the signals of the system.</param>
    /// <returns>Whether it was asked.</returns>
    public static async Task<bool> RunAsync(WebApplication app, TimeSpan notice, CancellationToken asked)
    {
        await app.StartAsync(asked);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(asked, app.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var wasAsked = asked.IsCancellationRequested;

        app.Services.GetRequiredService<Draining>().Begin();
        await Task.Delay(notice, app.Services.GetRequiredService<TimeProvider>(), app.Lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None);
        return wasAsked;
    }
}
