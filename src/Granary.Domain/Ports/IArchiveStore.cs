namespace Granary.Domain.Ports;

/// <summary>
/// Where the bytes of backups are kept: parts while a backup runs, then archives and manifest. A file appears whole or
/// not at all, survives a power cut once it has appeared, and never changes. Throws <see cref="TransientException"/>
/// when trying again may help; any other exception is for good.
/// </summary>
public interface IArchiveStore
{
    /// <summary>
    /// Makes a file of what <paramref name="write"/> writes. Nothing is left behind when it throws.
    /// </summary>
    /// <returns>False when a file of that key exists: it stays as it is.</returns>
    Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>The file, seekable, or null when there is none.</summary>
    Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken);

    /// <summary>Every file below a folder, in the order of their keys. Files that are still being written do not appear.</summary>
    IAsyncEnumerable<ArchiveKey> ListAsync(ArchiveKey folder, CancellationToken cancellationToken);

    /// <summary>Removes a file, or a folder with everything in it, what was left half-written included. Does nothing when there is none.</summary>
    Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what writers that died left half-written below a folder. A writer that is still at work there fails.
    /// </summary>
    Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken);
}
