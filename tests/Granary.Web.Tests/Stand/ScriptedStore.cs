using System.Collections.Concurrent;
using Granary.Domain.Ports;

namespace Granary.Web.Tests.Stand;

/// <summary>Gives what it was given; a file can be lost, or out of reach.</summary>
public sealed class ScriptedStore : IArchiveStore
{
    public ConcurrentDictionary<ArchiveKey, byte[]> Files { get; } = [];

    public ConcurrentDictionary<ArchiveKey, bool> OutOfReach { get; } = [];

    public Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken)
    {
        if (OutOfReach.ContainsKey(key)) throw new TransientException("out of reach");
        return Task.FromResult<Stream?>(Files.TryGetValue(key, out var content) ? new MemoryStream(content, writable: false) : null);
    }

    public Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ArchiveKey> ListAsync(ArchiveKey folder, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken) => throw new NotSupportedException();
}
