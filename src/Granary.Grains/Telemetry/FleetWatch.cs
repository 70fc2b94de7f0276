using System.Diagnostics.Metrics;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Granary.Grains.Telemetry;

/// <summary>
/// Looks every minute how many tenants fail, wait or are late, where somebody wants to know it. What does not happen counts nothing, so that
/// only a look at all tenants tells of a run that never came. Every silo says the same. Has the other meters begin, too.
/// </summary>
internal sealed partial class FleetWatch(IMeterFactory meters, IFleet fleet, BackupMeter backups, SlotMeter slots, TimeProvider time, ILogger<FleetWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> regions = [];
    private Measurement<long>[] measured = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        backups.Begin();
        slots.Begin();
        var meter = meters.Create(GranaryTelemetry.Name);
        var failures = meter.CreateCounter<long>("granary.fleet.failures", "{look}", "Looks at all tenants that failed, because the database of Granary did not answer.");
        failures.Add(0);
        var tenants = meter.CreateObservableGauge(
            "granary.fleet.tenants", () => Volatile.Read(ref measured), "{tenant}", "Tenants in a condition, by region; the same on every silo.");
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            if (tenants.Enabled && !await LookAsync(stoppingToken)) failures.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // A region in which nothing is amiss any more is told as 0. What could not be read is not told at all.
    private async Task<bool> LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            var counts = (await fleet.CountAsync(time.GetUtcNow(), stoppingToken)).ToDictionary(count => (count.Region, count.Condition), count => count.Tenants);
            regions.UnionWith(counts.Keys.Select(key => key.Region));
            Volatile.Write(ref measured,
            [
                .. from region in regions
                   from condition in Enum.GetValues<FleetCondition>()
                   select new Measurement<long>(counts.GetValueOrDefault((region, condition)), new KeyValuePair<string, object?>(TagName.Region, region), TagName.Condition.With(condition)),
            ]);
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Volatile.Write(ref measured, []);
            LogNotRead(exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "How the tenants stand could not be read; it is tried again in a minute")]
    private partial void LogNotRead(Exception exception);
}
