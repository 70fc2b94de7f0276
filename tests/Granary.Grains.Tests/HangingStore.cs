using Granary.Adapters.Files;
using Granary.Domain.Ports;

namespace Granary.Grains.Tests;

/// <summary>A store that does not answer to being told to delete, for as long as a test wants.</summary>
internal sealed class HangingStore(string root) : IArchiveStore
{
    private readonly FileArchiveStore store = new(root);
    private readonly TaskCompletionSource hung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Hangs { get; set; }

    /// <summary>Ends when it does not answer for the first time.</summary>
    public Task Hung => hung.Task;

    public Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) => store.WriteAsync(key, write, cancellationToken);

    public Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken) => store.OpenAsync(key, cancellationToken);

    public IAsyncEnumerable<ArchiveKey> ListAsync(ArchiveKey folder, CancellationToken cancellationToken) => store.ListAsync(folder, cancellationToken);

    public async Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            hung.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        await store.DeleteAsync(key, cancellationToken);
    }

    public Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken) => store.DeleteUnfinishedAsync(folder, cancellationToken);
}
