using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>The keys of the grains. Every one begins <c>region/tenant</c>, so that placement can be decided from the key.</summary>
public static class GrainKeys
{
    public static string Tenant(TenantId tenant) => tenant.ToString();

    public static string Backup(TenantId tenant, BackupId backup) => $"{tenant}/{backup}";

    /// <param name="stem">The unique file stem of the module within the backup.</param>
    public static string ModuleExport(TenantId tenant, BackupId backup, string stem) => $"{tenant}/{backup}/{stem}";

    /// <summary>The tenant whose grain has this key.</summary>
    public static TenantId TenantOf(string key) => TenantId.Parse(string.Join('/', key.Split('/').Take(2)));

    /// <summary>The backup whose grain, or one of whose export grains, has this key.</summary>
    /// <exception cref="FormatException">The key is a tenant's.</exception>
    public static BackupId BackupOf(string key) =>
        BackupId.TryParse(key.Split('/').ElementAtOrDefault(2), out var id) ? id : throw new FormatException($"'{key}' names no backup.");
}
