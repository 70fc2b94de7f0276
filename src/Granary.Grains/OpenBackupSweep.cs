using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Granary.Grains;

/// <summary>
/// Takes up what a crash interrupted: every backup that has not ended is told to run, which does little to one that is
/// running. At the start of the silo, now and again, and when another silo ceases: then at once and for a while every few
/// seconds, because what called the lost silo fails only when its death is known everywhere. Every few seconds also while the
/// list cannot be read, and soon after a backup was left, though later each time: a database that was away may be back.
/// </summary>
internal sealed partial class OpenBackupSweep(
    IGrainFactory grains, IOpenBackups openBackups, LeftBackups leftBackups, ISiloStatusOracle silos, IOptions<BackupOptions> options, TimeProvider time, ILogger<OpenBackupSweep> logger)
    : BackgroundService, ISiloStatusListener
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Unrest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan InUnrest = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim wakes = new(0);
    private long? unrestSince;
    private TimeSpan afterLeft = InUnrest;

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (!status.IsTerminating() || updatedSilo.Equals(silos.SiloAddress)) return;
        LogCeases(updatedSilo, status);
        wakes.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        try
        {
            while (true)
            {
                await SweepAsync(stoppingToken);
                await PauseAsync(stoppingToken);
            }
        }
        finally
        {
            silos.UnSubscribeFromSiloStatusEvents(this);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        wakes.Dispose();
    }

    private async Task PauseAsync(CancellationToken stoppingToken)
    {
        var isUnrest = unrestSince is { } since && time.GetElapsedTime(since) < Unrest;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var woken = wakes.WaitAsync(either.Token);
        var left = leftBackups.WaitAsync(either.Token);
        await Task.WhenAny(woken, left, Task.Delay(isUnrest ? AtMost(InUnrest) : options.Value.SweepEvery, time, either.Token));
        if (left.IsCompletedSuccessfully) await Task.WhenAny(woken, Task.Delay(AtMost(afterLeft), time, either.Token));
        afterLeft = left.IsCompletedSuccessfully ? AtMost(2 * afterLeft) : InUnrest;
        await either.CancelAsync();
        if (woken.IsCompletedSuccessfully) unrestSince = time.GetTimestamp();
        stoppingToken.ThrowIfCancellationRequested();

        TimeSpan AtMost(TimeSpan pause) => pause < options.Value.SweepEvery ? pause : options.Value.SweepEvery;
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Side by side: one whose grain does not answer keeps no other waiting.
            var open = await openBackups.ListAsync(stoppingToken);
            await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                async (backup, _) => await RunAsync(backup.Tenant, backup.Backup));
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotSwept(exception);
            unrestSince = time.GetTimestamp();
        }
    }

    private async Task RunAsync(TenantId tenant, BackupId backup)
    {
        try
        {
            using (Caller.Granary.Enter()) await grains.Backup(tenant, backup).Run();
        }
        catch (Exception exception)
        {
            LogNotRun(exception, tenant, backup);
            leftBackups.Tell();
        }
    }

    [LoggerMessage(LogLevel.Information, "Silo {Silo} is {Status}; its backups go on elsewhere")]
    private partial void LogCeases(SiloAddress silo, SiloStatus status);

    [LoggerMessage(LogLevel.Warning, "The open backups could not be listed; the next sweep tries again")]
    private partial void LogNotSwept(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Backup {Backup} of {Tenant} could not be taken up; the next sweep tries again")]
    private partial void LogNotRun(Exception exception, TenantId tenant, BackupId backup);
}
