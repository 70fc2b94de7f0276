using Granary.Adapters.Cluster;

namespace Granary.Host.Cluster;

/// <summary>Has the clock of this process go with that of the database: before anything is done by it, and every minute.</summary>
internal sealed partial class ClockWatch(ClusterClock clock, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Of a machine that is further off somebody should know: certificates, tokens and stores go by its own time.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private bool isOff;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Every, clock, stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                LogNotSeen(exception);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var ahead = await clock.LookAsync(cancellationToken);
        var wasOff = isOff;
        isOff = ahead.Duration() > Tolerance;
        if (isOff && !wasOff) LogOff(ahead);
    }

    [LoggerMessage(LogLevel.Error,
        "The clocks of this machine and of the cluster's database differ by {Ahead}. Schedules and expiry go by the database; have both set by NTP")]
    private partial void LogOff(TimeSpan ahead);

    [LoggerMessage(LogLevel.Warning, "The cluster's database could not be asked for its time; the steady clock of this machine counts on")]
    private partial void LogNotSeen(Exception exception);
}
