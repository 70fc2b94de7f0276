using Granary.Domain.Ports;

namespace Granary.Adapters.Archives;

/// <summary>Keeps a store to the regions that it is for: archives of a tenant do not leave the region, nor come from another.</summary>
/// <param name="regions">Empty: all of them.</param>
internal sealed class RegionalArchiveStore(IArchiveStore store, IReadOnlySet<string> regions) : IArchiveStore, IArchiveLinks
{
    public bool IsOn => store is IArchiveLinks { IsOn: true };

    public Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        store.WriteAsync(Own(key), write, cancellationToken);

    public Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken) => store.OpenAsync(Own(key), cancellationToken);

    public IAsyncEnumerable<ArchiveKey> ListAsync(ArchiveKey folder, CancellationToken cancellationToken) => store.ListAsync(Own(folder), cancellationToken);

    public Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken) => store.DeleteAsync(Own(key), cancellationToken);

    public Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken) => store.DeleteUnfinishedAsync(Own(folder), cancellationToken);

    public Task<Uri?> LinkAsync(ArchiveKey key, string savedAs, string contentType, CancellationToken cancellationToken) =>
        store is IArchiveLinks links ? links.LinkAsync(Own(key), savedAs, contentType, cancellationToken) : throw new InvalidOperationException("This store gives no links.");

    private ArchiveKey Own(ArchiveKey key) => regions.Count == 0 || regions.Contains(key.Tenant.Region)
        ? key
        : throw new UnauthorizedAccessException($"{key} is of the region '{key.Tenant.Region}', and this store is for {string.Join(", ", regions.Order(StringComparer.Ordinal))} alone: see {ArchiveStoreOptions.Section}:Regions.");
}
