using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>
/// The place of a file in the store: <c>region/tenant/backup/path</c>. It cannot be made without the tenant it belongs
/// to, and its path cannot leave the backup's folder.
/// </summary>
public readonly record struct ArchiveKey
{
    /// <summary>The name of the manifest: a backup exists exactly when it does.</summary>
    public const string ManifestName = "manifest.json";

    private ArchiveKey(TenantId tenant, BackupId backup, string path)
    {
        Tenant = tenant;
        Backup = backup;
        Path = path;
    }

    public TenantId Tenant { get; }

    public BackupId Backup { get; }

    /// <summary>Below the backup's folder; empty for that folder itself.</summary>
    public string Path { get; }

    /// <summary>The folder of a backup.</summary>
    public static ArchiveKey Of(TenantId tenant, BackupId backup) => new(tenant, backup, "");

    /// <summary>The folder of one attempt at it.</summary>
    public ArchiveKey Epoch(int epoch) => this / $"e{epoch}";

    /// <summary>
    /// A file of a backup that is published: the manifest stands in the backup's own folder, so that there is one however
    /// many attempts there were; everything else in the folder of the attempt that wrote it.
    /// </summary>
    public static ArchiveKey Published(TenantId tenant, BackupId backup, int epoch, string file) =>
        file == ManifestName ? Of(tenant, backup) / file : Of(tenant, backup).Epoch(epoch) / file;

    /// <exception cref="ArgumentException">The name is not 1 to 160 of <c>A-Z a-z 0-9 . _ -</c>, or begins with a dot.</exception>
    public static ArchiveKey operator /(ArchiveKey folder, string name)
    {
        if (name.Length is 0 or > 160 || name[0] == '.' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw new ArgumentException($"'{name}' cannot be the name of a stored file.", nameof(name));
        return new ArchiveKey(folder.Tenant, folder.Backup, folder.Path.Length == 0 ? name : $"{folder.Path}/{name}");
    }

    public static ArchiveKey Divide(ArchiveKey folder, string name) => folder / name;

    public override string ToString() => Path.Length == 0 ? $"{Tenant}/{Backup}" : $"{Tenant}/{Backup}/{Path}";
}
