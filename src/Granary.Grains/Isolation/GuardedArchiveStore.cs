using Granary.Contracts;
using Granary.Domain.Ports;

namespace Granary.Grains.Isolation;

/// <summary>
/// Gives out, takes and removes files of one tenant only: of the one for which the process is at work just then. The guard of the grains
/// and whoever lets people in have said which one that is.
/// </summary>
internal sealed class GuardedArchiveStore(IArchiveStore store) : IArchiveStore
{
    public Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        store.WriteAsync(Own(key), write, cancellationToken);

    public Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken) => store.OpenAsync(Own(key), cancellationToken);

    public IAsyncEnumerable<ArchiveKey> ListAsync(ArchiveKey folder, CancellationToken cancellationToken) => store.ListAsync(Own(folder), cancellationToken);

    public Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken) => store.DeleteAsync(Own(key), cancellationToken);

    public Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken) => store.DeleteUnfinishedAsync(Own(folder), cancellationToken);

    /// <exception cref="UnauthorizedAccessException">The key is of another tenant, or nobody has said for which one this is.</exception>
    public static ArchiveKey Own(ArchiveKey key) => Caller.Current is { Tenant: { } tenant } && tenant == key.Tenant
        ? key
        : throw new UnauthorizedAccessException($"{key} was asked for on behalf of {Caller.Current?.Tenant?.ToString() ?? "no tenant"}.");
}
