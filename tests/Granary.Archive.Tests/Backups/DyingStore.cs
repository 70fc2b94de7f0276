using Granary.Domain.Ports;

namespace Granary.Archive.Tests.Backups;

/// <summary>A store as a process has it that dies after so many writes.</summary>
internal sealed class DyingStore(IArchiveStore store, int writes) : IArchiveStore
{
    private int left = writes;

    public Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref left) < 0 ? throw new ProcessDiedException() : store.WriteAsync(key, write, cancellationToken);

    public Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken) => store.OpenAsync(key, cancellationToken);

    public IAsyncEnumerable<ArchiveKey> ListAsync(ArchiveKey folder, CancellationToken cancellationToken) => store.ListAsync(folder, cancellationToken);

    public Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);

    public Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken) => store.DeleteUnfinishedAsync(folder, cancellationToken);

    public sealed class ProcessDiedException : Exception;
}
