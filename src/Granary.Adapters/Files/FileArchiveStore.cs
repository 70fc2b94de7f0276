using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Adapters.Files;

/// <summary>
/// Archives on a disk: written under a temporary name, flushed, then linked to their final one, so that a file which
/// exists is whole and stays whole.
/// </summary>
/// <param name="minimumFree">Bytes of the disk that are left alone: while there are fewer nothing is written. Whoever else lives there, a database first, needs them.</param>
public sealed class FileArchiveStore(string root, long minimumFree = 0) : IArchiveStore
{
    private const int BufferSize = 128 * 1024;
    private const int Megabyte = 1 << 20;

    // No key can name such a file: a name in a key never begins with a dot.
    private const string TemporaryPrefix = ".tmp-";

    private readonly string root = Path.GetFullPath(root);

    public async Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var final = PathOf(key);
        if (File.Exists(final)) return false;

        var folder = Path.GetDirectoryName(final)!;
        DurableFile.CreateDirectory(folder);
        EnsureRoom(folder);
        var temporary = Path.Combine(folder, TemporaryPrefix + Path.GetRandomFileName());
        try
        {
            await using (var file = DurableFile.Create(temporary, bufferSize: BufferSize))
            {
                await write(file, cancellationToken);
                DurableFile.Flush(file);
            }
            return DurableFile.Publish(temporary, final);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = BufferSize,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            }));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TransientException($"{key} cannot be read: {exception.Message}", exception) { Side = FaultSide.Store };
        }
    }

#pragma warning disable CS1998 // a disk lists at once; a remote store will not
    public async IAsyncEnumerable<ArchiveKey> ListAsync(
        ArchiveKey folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
#pragma warning restore CS1998
    {
        var path = PathOf(folder);
        if (!Directory.Exists(path)) yield break;

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith(TemporaryPrefix, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file.Split('/').Aggregate(folder, (key, name) => key / name);
        }
    }

    public Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else if (File.Exists(path)) File.Delete(path);

        Prune(path, key);
        return Task.CompletedTask;
    }

    public Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken)
    {
        var path = PathOf(folder);
        if (Directory.Exists(path))
            foreach (var file in Directory.EnumerateFiles(path, TemporaryPrefix + "*", SearchOption.AllDirectories).ToList())
            {
                File.Delete(file);
                Prune(Path.GetDirectoryName(file)!, folder);
            }
        return Task.CompletedTask;
    }

    private void EnsureRoom(string folder)
    {
        if (minimumFree == 0) return;

        var free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        if (free < minimumFree) throw new IOException($"The disk of the archives has {free / Megabyte} MB left, and {minimumFree / Megabyte} MB are to stay free.");
    }

    // Empty folders go too, up to the backup's own.
    private void Prune(string path, ArchiveKey key)
    {
        var backup = PathOf(ArchiveKey.Of(key.Tenant, key.Backup));
        for (var folder = path; folder.Length >= backup.Length; folder = Path.GetDirectoryName(folder)!)
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
    }

    private string PathOf(ArchiveKey key)
    {
        var path = Path.GetFullPath(Path.Combine(root, key.ToString()));
        return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidOperationException($"The key {key} leads out of the store.");
    }
}
