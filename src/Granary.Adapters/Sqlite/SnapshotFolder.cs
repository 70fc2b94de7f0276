using Granary.Adapters.Crm;
using Granary.Adapters.Files;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Sqlite;

/// <summary>
/// The snapshots on the disk. A file under its final name is whole and survives a power cut; its time of change is the
/// instant it shows, so that one that was made just before a crash is found again with its instant.
/// </summary>
internal sealed class SnapshotFolder(string root)
{
    public const string Extension = ".sqlite";

    private const string Temporary = ".tmp";

    private readonly string root = Path.GetFullPath(root);

    public string PathOf(SnapshotName name) => Path.Combine(FolderOf(name.Tenant), name.Stem + Extension);

    /// <summary>The instant of an existing snapshot; null when there is none.</summary>
    public DateTimeOffset? Find(SnapshotName name) =>
        new FileInfo(PathOf(name)) is { Exists: true } file ? new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero) : null;

    /// <param name="copy">Makes the file at the path it is given and returns the instant it shows.</param>
    /// <exception cref="TransientException">The disk did not take it.</exception>
    public void Make(SnapshotName name, Func<string, DateTimeOffset> copy)
    {
        var final = PathOf(name);
        var temporary = $"{final}.{Path.GetRandomFileName()}{Temporary}";
        try
        {
            DurableFile.CreateDirectory(FolderOf(name.Tenant));
            Delete(name.Tenant, (path, found) => path.EndsWith(Temporary, StringComparison.Ordinal) && found.Backup == name.Backup && found.Epoch <= name.Epoch);
            try
            {
                var instant = copy(temporary);
                using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.SetLastWriteTimeUtc(file.SafeFileHandle, instant.UtcDateTime);
                    DurableFile.Flush(file);
                }
                DurableFile.Publish(temporary, final);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (IOException e)
        {
            throw new TransientException($"Cannot keep the snapshot {name}: {e.Message}", e);
        }
    }

    /// <summary>Removes every snapshot of a backup, half-made ones included.</summary>
    public void Drop(TenantId tenant, BackupId backup) => Delete(tenant, (_, name) => name.Backup == backup);

    private void Delete(TenantId tenant, Func<string, SnapshotName, bool> wanted)
    {
        if (!Directory.Exists(FolderOf(tenant))) return;
        foreach (var path in Directory.EnumerateFiles(FolderOf(tenant)))
            if (SnapshotName.ParseStem(tenant, Path.GetFileName(path)) is { } name && wanted(path, name))
                File.Delete(path);
    }

    private string FolderOf(TenantId tenant) => Path.Combine(root, tenant.Region, tenant.Name);
}
