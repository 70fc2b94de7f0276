using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Archive.Plan;

/// <summary>Takes the snapshot of a backup and plans what will be made of it.</summary>
public sealed class BackupPlanner(ICrmSource crm)
{
    /// <summary>The snapshot is the caller's to dispose of.</summary>
    public Task<(ICrmSnapshot Snapshot, BackupPlan Plan)> PlanAsync(
        TenantId tenant, BackupId backup, int epoch, TextMode textMode, CancellationToken cancellationToken) =>
        // Copying a database and counting its rows may block for minutes.
        Processor.RunAsync(() => RunAsync(tenant, backup, epoch, textMode, cancellationToken), cancellationToken);

    private async Task<(ICrmSnapshot Snapshot, BackupPlan Plan)> RunAsync(
        TenantId tenant, BackupId backup, int epoch, TextMode textMode, CancellationToken cancellationToken)
    {
        var snapshot = await crm.TakeSnapshotAsync(tenant, backup, epoch, cancellationToken);
        try
        {
            return (snapshot, BackupPlan.Make(await snapshot.DescribeAsync(cancellationToken), snapshot.Reference, textMode));
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }
}
