using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Granary.Grains;

/// <summary>
/// A run comes because the reminder of its tenant rings. This is for those whose reminder was lost: now and again it wakes every tenant
/// whose run is late, the longest waiting first. Each silo does so; waking a tenant twice does nothing more.
/// </summary>
internal sealed partial class LateWatch(IGrainFactory grains, IFleet fleet, IOptions<BackupOptions> options, TimeProvider time, ILogger<LateWatch> logger) : BackgroundService
{
    private const int Woken = 1000;
    private const int AtOnce = 16;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var late = await fleet.ListAsync(FleetCondition.Late, region: null, now, skip: 0, Woken, stoppingToken);
            // One that waits in the queue is late too; that is for the sweep of the open backups.
            await Parallel.ForEachAsync(
                late.Where(entry => entry.Standing.DueAt < now - Standing.LateAfter),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                async (entry, _) => await WakeAsync(entry.Tenant, entry.Standing.DueAt));
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotListed(exception);
        }
    }

    private async Task WakeAsync(TenantId tenant, DateTimeOffset? dueAt)
    {
        try
        {
            LogLate(tenant, dueAt);
            using (Caller.Granary.Enter()) await grains.Tenant(tenant).Wake();
        }
        catch (Exception exception)
        {
            LogNotWoken(exception, tenant);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The run of {Tenant} that was due at {DueAt} has not come; it is looked after")]
    private partial void LogLate(TenantId tenant, DateTimeOffset? dueAt);

    [LoggerMessage(LogLevel.Warning, "The tenants that are late could not be listed; the next look tries again")]
    private partial void LogNotListed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Tenant}, which is late, could not be woken; the next look tries again")]
    private partial void LogNotWoken(Exception exception, TenantId tenant);
}
