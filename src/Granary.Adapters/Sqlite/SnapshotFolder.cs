using Granary.Adapters.Files;
using Granary.Domain.Ports;

namespace Granary.Adapters.Sqlite;

/// <summary>
/// The snapshots on the disk. A file under its final name is whole and survives a power cut; its time of change is the
/// instant it shows, so that one that was made just before a crash is found again with its instant.
/// </summary>
internal sealed class SnapshotFolder(string root)
{
    private const string Temporary = ".tmp";

    private readonly string root = Path.GetFullPath(root);

    public string PathOf(SnapshotName name) => Path.Combine(FolderOf(name), name.FileName);

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
            DurableFile.CreateDirectory(FolderOf(name));
            Delete(name, file => file.EndsWith(Temporary, StringComparison.Ordinal), olderBackups: true);
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

    /// <summary>Removes the snapshot with everything that earlier attempts at the same backup have left, half-made ones included.</summary>
    public void Drop(SnapshotName name) => Delete(name, _ => true, olderBackups: false);

    private void Delete(SnapshotName last, Func<string, bool> wanted, bool olderBackups)
    {
        if (!Directory.Exists(FolderOf(last))) return;
        foreach (var path in Directory.EnumerateFiles(FolderOf(last)))
            if (wanted(path)
                && SnapshotName.ParseFileName(last.Tenant, Path.GetFileName(path)) is { } name
                && (name.Backup == last.Backup ? name.Epoch <= last.Epoch : olderBackups && name.Backup < last.Backup))
                File.Delete(path);
    }

    private string FolderOf(SnapshotName name) => Path.Combine(root, name.Tenant.Region, name.Tenant.Name);
}
