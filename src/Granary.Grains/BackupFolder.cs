using Granary.Archive.Plan;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Grains;

/// <summary>Where the plan and the parts of a snapshot lie in the store.</summary>
internal sealed class BackupFolder(IArchiveStore store, TenantId tenant, BackupId backup, int snapshotEpoch)
{
    private ArchiveKey Folder => ArchiveKey.Of(tenant, backup).Epoch(snapshotEpoch);

    public ArchiveKey Parts => Folder / "parts";

    private ArchiveKey PlanKey => Folder / "plan.json";

    public Task WritePlanAsync(BackupPlan plan, CancellationToken cancellationToken) =>
        store.WriteAsync(PlanKey, plan.WriteAsync, cancellationToken);

    public async Task<BackupPlan> ReadPlanAsync(CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenAsync(PlanKey, cancellationToken) ??
                                 throw new InvalidDataException($"The stored plan {PlanKey} is gone.");
        return await BackupPlan.ReadAsync(stream, cancellationToken);
    }

    /// <summary>
    /// Removes both. Archives that are made of the parts stay: an attempt that was taken for dead may be about to commit them, and then
    /// they are the backup.
    /// </summary>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await store.DeleteAsync(Parts, cancellationToken);
        await store.DeleteAsync(PlanKey, cancellationToken);
    }
}
