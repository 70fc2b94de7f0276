using Granary.Domain.Ports;

namespace Granary.Testing.Crm;

internal sealed class FakeSnapshot(SnapshotReference reference, SceneTenant content, FakeCrmScript script) : ICrmSnapshot
{
    public SnapshotReference Reference { get; } = reference;

    public Task<CrmCatalog> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new CrmCatalog(
            [.. content.Modules.Select(module => new CrmModule(module.Name, module.DisplayName, [.. module.Columns.Select(column => new CrmColumn(column, ""))], module.Rows.Count, module.OrderedBy, module.Tie))],
            content.Attachments.Count,
            [.. content.Exclusions],
            [.. content.Proposals]));

    public Task<RowReader> ReadAsync(CrmModule module, long skip, CancellationToken cancellationToken)
    {
        var table = content[module.Name];
        var columns = module.Columns.Select(column => table.Columns.ToList().IndexOf(column.Name)).ToArray();
        return columns.Contains(-1)
            ? throw new InvalidOperationException($"The module '{module.Name}' does not have all of these columns.")
            : Task.FromResult<RowReader>(new FakeRowReader(table, columns, skip, script));
    }

    public IAsyncEnumerable<CrmAttachment> ListAttachmentsAsync(long skip, CancellationToken cancellationToken) =>
        content.Attachments.Skip(checked((int)skip))
            .Select(attachment => new CrmAttachment(attachment.Id, attachment.Module, attachment.RecordId, attachment.FileName, attachment.Id))
            .ToAsyncEnumerable();

    public Task<Stream?> OpenAttachmentAsync(CrmAttachment attachment, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(content.Attachments.FirstOrDefault(candidate => candidate.Id == attachment.Location)?.Content is { } bytes
            ? new MemoryStream(bytes, writable: false)
            : null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
