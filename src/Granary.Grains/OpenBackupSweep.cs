using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Granary.Grains;

/// <summary>
/// Takes up what a crash interrupted: at the start of the silo, and then now and again, every backup that has not ended
/// is told to run, which does nothing to one that is running.
/// </summary>
internal sealed partial class OpenBackupSweep(
    IGrainFactory grains, IOpenBackups openBackups, IOptions<BackupOptions> options, TimeProvider time, ILogger<OpenBackupSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, time);
        do
        {
            try
            {
                foreach (var (tenant, backup) in await openBackups.ListAsync(stoppingToken))
                    await RunAsync(tenant, backup);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotSwept(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(TenantId tenant, BackupId backup)
    {
        try
        {
            await grains.Backup(tenant, backup).Run();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotRun(exception, tenant, backup);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The open backups could not be listed; the next sweep tries again")]
    private partial void LogNotSwept(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Backup {Backup} of {Tenant} could not be taken up; the next sweep tries again")]
    private partial void LogNotRun(Exception exception, TenantId tenant, BackupId backup);
}
