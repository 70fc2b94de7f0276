using System.Runtime.CompilerServices;
using Granary.Domain.Ports;

namespace Granary.Adapters.Crm;

/// <summary>Attachments as any database lists them: id, module, record, file name, then what the location is made of.</summary>
internal static class AttachmentRows
{
    private const int Location = 4;

    /// <param name="path">Made of the last columns; null when there is one, which is the location.</param>
    public static async IAsyncEnumerable<CrmAttachment> ReadAsync(RowReader rows, PathTemplate? path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            var location = Enumerable.Range(Location, path?.Columns.Count ?? 1).Select(column => Text(rows, column)).ToList();
            yield return new CrmAttachment(Text(rows, 0) ?? "", Text(rows, 1) ?? "", Text(rows, 2) ?? "", Text(rows, 3) ?? "",
                location.Contains(null) ? "" : path?.Fill(location!) ?? location[0]!);
        }
    }

    /// <exception cref="InvalidOperationException">Rows have an id in common, or none.</exception>
    public static void ThrowIfRepeated(CrmAttachmentOptions options, long repeated)
    {
        if (repeated != 0)
            throw new InvalidOperationException($"{CrmOptions.Section}:Attachments:IdColumn is '{options.IdColumn}', which {repeated} rows have in common or empty: name a column that is unique.");
    }

    private static string? Text(RowReader rows, int column) =>
        rows.Read(column, out var utf8) == CellKind.Null ? null : StrictUtf8.GetString(utf8);
}
