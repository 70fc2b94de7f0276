using System.Runtime.CompilerServices;
using Granary.Domain.Ports;

namespace Granary.Grains;

/// <summary>
/// A snapshot whose readers pass their slot on while others wait, between two records or two attachments, and lend it while the database keeps
/// them waiting.
/// </summary>
internal sealed class SharedSnapshot(ICrmSnapshot snapshot, Slot slot) : ICrmSnapshot
{
    public SnapshotReference Reference => snapshot.Reference;

    public Task<CrmCatalog> DescribeAsync(CancellationToken cancellationToken) => snapshot.DescribeAsync(cancellationToken);

    public async Task<RowReader> ReadAsync(CrmModule module, long skip, CancellationToken cancellationToken) =>
        new SharedRowReader(await slot.ReadAsync(snapshot.ReadAsync(module, skip, cancellationToken), cancellationToken), slot);

    public async IAsyncEnumerable<CrmAttachment> ListAttachmentsAsync(long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var attachments = snapshot.ListAttachmentsAsync(skip, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await slot.ReadAsync(attachments.MoveNextAsync(), cancellationToken))
        {
            await slot.PassOnAsync(cancellationToken);
            yield return attachments.Current;
        }
    }

    public async Task<Stream?> OpenAttachmentAsync(CrmAttachment attachment, CancellationToken cancellationToken) =>
        await slot.ReadAsync(snapshot.OpenAttachmentAsync(attachment, cancellationToken), cancellationToken) is { } content ? new SharedContent(content, slot) : null;

    public ValueTask DisposeAsync() => snapshot.DisposeAsync();
}
