using System.Text;
using Granary.Domain.Ports;

namespace Granary.Testing.Crm;

/// <summary>Reads a snapshot into things that can be compared.</summary>
public static class RowReading
{
    /// <summary>Every record; a cell as its kind and its text.</summary>
    public static async Task<List<(CellKind Kind, string Text)[]>> RecordsAsync(this ICrmSnapshot snapshot, string module, long skip, CancellationToken cancellationToken)
    {
        var catalog = await snapshot.DescribeAsync(cancellationToken);
        return await snapshot.RecordsAsync(catalog.Modules.Single(candidate => candidate.Name == module), skip, cancellationToken);
    }

    public static async Task<List<(CellKind Kind, string Text)[]>> RecordsAsync(this ICrmSnapshot snapshot, CrmModule module, long skip, CancellationToken cancellationToken)
    {
        var records = new List<(CellKind, string)[]>();
        await using var reader = await snapshot.ReadAsync(module, skip, cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) records.Add(reader.Record(module.Columns.Count));
        return records;
    }

    public static (CellKind Kind, string Text)[] Record(this RowReader reader, int columns)
    {
        var record = new (CellKind, string)[columns];
        for (var column = 0; column < columns; column++)
        {
            var kind = reader.Read(column, out var utf8);
            record[column] = (kind, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8));
        }
        return record;
    }

    public static async Task<List<CrmAttachment>> AttachmentsAsync(this ICrmSnapshot snapshot, long skip, CancellationToken cancellationToken)
    {
        var attachments = new List<CrmAttachment>();
        await foreach (var attachment in snapshot.ListAttachmentsAsync(skip, cancellationToken)) attachments.Add(attachment);
        return attachments;
    }

    /// <summary>The content; null when it is missing.</summary>
    public static async Task<byte[]?> ContentAsync(this ICrmSnapshot snapshot, CrmAttachment attachment, CancellationToken cancellationToken)
    {
        await using var stream = await snapshot.OpenAttachmentAsync(attachment, cancellationToken);
        if (stream is null) return null;
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
