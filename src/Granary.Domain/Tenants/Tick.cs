using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>What time has brought a tenant.</summary>
/// <param name="Changed">True when the tenant has to be stored.</param>
/// <param name="Accepted">Backups that occurrences of the schedule have started.</param>
/// <param name="ToDelete">Expired backups whose files are to be deleted now.</param>
/// <param name="ToTidy">Ended backups where somebody is to look once more for what does not belong to them.</param>
public sealed record Tick(bool Changed, IReadOnlyList<BackupId> Accepted, IReadOnlyList<BackupId> ToDelete, IReadOnlyList<BackupId> ToTidy);
