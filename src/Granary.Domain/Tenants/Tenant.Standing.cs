using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>What those who run the service see.</summary>
public sealed partial class Tenant
{
    /// <param name="terms">Null while the SaaS does not know the tenant: then nothing of it is late.</param>
    public Standing Standing(TenantTerms? terms)
    {
        var open = terms is null ? null : OpenBackup();
        var failed = Backups.AsEnumerable().Reverse()
            .TakeWhile(backup => backup.State is not (BackupState.Ready or BackupState.ReadyWithWarnings or BackupState.Expired))
            .Where(backup => backup.State is BackupState.Failed).ToList();
        var latest = failed.FirstOrDefault();
        return new Standing(
            open?.State, open?.StartedAt ?? open?.Due(), terms is null ? null : NextRun(terms)?.DueAt,
            failed.Count, latest?.EndedAt, latest?.Fault?.Stage, latest?.Fault?.Side);
    }
}
