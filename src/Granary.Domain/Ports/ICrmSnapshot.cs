namespace Granary.Domain.Ports;

/// <summary>
/// One tenant's data as of one instant. Everything read from it agrees, however long that takes and whatever is written
/// to the database meanwhile. Readers may run side by side.
/// </summary>
public interface ICrmSnapshot : IAsyncDisposable
{
    SnapshotReference Reference { get; }

    /// <summary>What there is to back up, and what is left out and why.</summary>
    Task<CrmCatalog> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The same for whoever writes the settings: beside it, how many rows belong to nobody, and what settings would tie the tables
    /// that nothing ties. May look at all rows of all tenants.
    /// </summary>
    Task<CrmCatalog> ReviewAsync(CancellationToken cancellationToken) => DescribeAsync(cancellationToken);

    /// <summary>
    /// The records of a module in the order of its id; the same order each time. The first <paramref name="skip"/> ones
    /// are passed over: a reader that goes on where an earlier one stopped.
    /// </summary>
    Task<RowReader> ReadAsync(CrmModule module, long skip, CancellationToken cancellationToken);

    /// <summary>The attachments in a stable order, without the first <paramref name="skip"/> ones.</summary>
    IAsyncEnumerable<CrmAttachment> ListAttachmentsAsync(long skip, CancellationToken cancellationToken);

    /// <summary>The content of an attachment, or null when it is missing.</summary>
    Task<Stream?> OpenAttachmentAsync(CrmAttachment attachment, CancellationToken cancellationToken);
}
