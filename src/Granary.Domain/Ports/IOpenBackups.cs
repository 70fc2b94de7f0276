using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>
/// The list of backups that have been accepted and not settled: one row each, so that a silo that starts can take them
/// up again without asking every tenant.
/// </summary>
public interface IOpenBackups
{
    /// <summary>Written before the tenant records the backup. Adding twice is adding once.</summary>
    Task AddAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken);

    /// <summary>Written after the tenant has settled it. Does nothing when there is no such row.</summary>
    Task RemoveAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken);

    /// <summary>All of them, oldest first.</summary>
    Task<IReadOnlyList<(TenantId Tenant, BackupId Backup)>> ListAsync(CancellationToken cancellationToken);
}
