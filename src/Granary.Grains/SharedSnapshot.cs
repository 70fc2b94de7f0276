using System.Runtime.CompilerServices;
using Granary.Domain.Ports;

namespace Granary.Grains;

/// <summary>A snapshot whose readers pass their slot on while others wait, between two records or two attachments.</summary>
internal sealed class SharedSnapshot(ICrmSnapshot snapshot, Slot slot) : ICrmSnapshot
{
    public SnapshotReference Reference => snapshot.Reference;

    public Task<CrmCatalog> DescribeAsync(CancellationToken cancellationToken) => snapshot.DescribeAsync(cancellationToken);

    public async Task<RowReader> ReadAsync(CrmModule module, long skip, CancellationToken cancellationToken) =>
        new SharedRowReader(await snapshot.ReadAsync(module, skip, cancellationToken), slot);

    public async IAsyncEnumerable<CrmAttachment> ListAttachmentsAsync(long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var attachment in snapshot.ListAttachmentsAsync(skip, cancellationToken))
        {
            await slot.PassOnAsync(cancellationToken);
            yield return attachment;
        }
    }

    public Task<Stream?> OpenAttachmentAsync(CrmAttachment attachment, CancellationToken cancellationToken) =>
        snapshot.OpenAttachmentAsync(attachment, cancellationToken);

    public ValueTask DisposeAsync() => snapshot.DisposeAsync();
}
