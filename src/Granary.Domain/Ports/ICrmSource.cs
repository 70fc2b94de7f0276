using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>
/// The database of the SaaS, read only. Throws <see cref="TransientException"/> when trying again may help; any other
/// exception is for good.
/// </summary>
public interface ICrmSource
{
    /// <summary>Every tenant, in a stable order.</summary>
    Task<IReadOnlyList<TenantProfile>> ListTenantsAsync(CancellationToken cancellationToken);

    /// <summary>The tenant, or null when there is none of that id.</summary>
    Task<TenantProfile?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>
    /// What the database of the tenant's data is called: tenants for whom the answer is the same share its load. Holds no secret.
    /// Empty when there is no such tenant.
    /// </summary>
    Task<string> DatabaseOfAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>
    /// Freezes the tenant's data at this instant for this attempt of a backup. It lives until
    /// <see cref="DropSnapshotsAsync"/>, or as long as the source can keep it.
    /// </summary>
    Task<ICrmSnapshot> TakeSnapshotAsync(TenantId tenant, BackupId backup, int epoch, CancellationToken cancellationToken);

    /// <summary>
    /// The snapshot that was taken before, seen from another grain, silo or life of the process; null when it is gone, and
    /// then the backup has to start over.
    /// </summary>
    Task<ICrmSnapshot?> AttachSnapshotAsync(TenantId tenant, SnapshotReference snapshot, CancellationToken cancellationToken);

    /// <summary>Gives up every snapshot of a backup and whatever it costs. Does nothing when they are gone already.</summary>
    Task DropSnapshotsAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken);
}
