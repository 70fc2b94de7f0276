namespace Granary.Host.Cluster;

/// <summary>What a client does while no silo answers: it tries again every second.</summary>
/// <param name="tries">How often in all; null when it never gives up.</param>
internal sealed partial class SiloSearch(int? tries, TimeProvider time, ILogger<SiloSearch> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int failures;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (++failures >= tries) throw new UsageException(Texts.Get("NoSilo"));
        if (failures == 1) LogWaiting(exception.Message);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo of the cluster answers; this process waits for one ({Reason})")]
    private partial void LogWaiting(string reason);
}
