using Granary.Archive.Plan;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Archive.Assembly;

/// <summary>What to make a backup of, now that its parts are stored.</summary>
/// <param name="Epoch">The attempt that assembles; names the folder of the archives.</param>
/// <param name="Parts">Where the parts lie.</param>
/// <param name="Failed">The modules that could not be read, by stem, and why.</param>
public sealed record AssemblyOrder(
    TenantId Tenant,
    BackupId Backup,
    int Epoch,
    ArchiveKey Parts,
    BackupPlan Plan,
    IReadOnlyDictionary<string, Fault> Failed)
{
    internal ArchiveKey Folder => ArchiveKey.Of(Tenant, Backup).Epoch(Epoch);
}
