using System.Runtime.CompilerServices;
using Granary.Domain.Ports;

namespace Granary.Grains.Telemetry;

/// <summary>A store whose every call is measured, whatever store it is.</summary>
internal sealed class MeasuredArchiveStore(IArchiveStore store, StoreMeter meter) : IArchiveStore
{
    public async Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        Exception? ofWriter = null;
        return await meter.MeasureAsync(StoreOperation.Write, () => store.WriteAsync(key, WriteAsync, cancellationToken), exception => exception != ofWriter);

        // What the writer itself runs into, such as a CRM that breaks off, is no failure of the store.
        async Task WriteAsync(Stream stream, CancellationToken token)
        {
            var counted = new CountedStream(stream, meter);
            try
            {
                await write(counted, token);
            }
            catch (Exception exception) when (!counted.HasFailed)
            {
                ofWriter = exception;
                throw;
            }
        }
    }

    public Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken) => meter.MeasureAsync(StoreOperation.Open, () => store.OpenAsync(key, cancellationToken));

    public async IAsyncEnumerable<ArchiveKey> ListAsync(ArchiveKey folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in await meter.MeasureAsync(StoreOperation.List, async () => await store.ListAsync(folder, cancellationToken).ToListAsync(cancellationToken))) yield return key;
    }

    public Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken) => meter.MeasureAsync(StoreOperation.Delete, () => store.DeleteAsync(key, cancellationToken));

    public Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken) =>
        meter.MeasureAsync(StoreOperation.DeleteUnfinished, () => store.DeleteUnfinishedAsync(folder, cancellationToken));
}
