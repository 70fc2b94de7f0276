using Granary.Archive.Csv;
using Granary.Archive.Parts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Assembly;

/// <summary>Writes a table that Granary makes itself into numbered CSV files, by the rules of every other.</summary>
internal sealed class TableWriter(PartFolder parts, ArchiveLimits limits, TextMode textMode)
{
    /// <param name="folder">Of the files in the zip, such as <c>Metadata</c>.</param>
    public async Task<IReadOnlyList<(ArchiveKey Key, PartIndex Index)>> WriteAsync(
        string folder, string stem, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<Cell>> rows, CancellationToken cancellationToken)
    {
        var written = new List<(ArchiveKey, PartIndex)>();
        using var blocks = new PartBlocks(limits);
        using var row = rows.GetEnumerator();
        var more = row.MoveNext();
        do
        {
            var number = written.Count + 1;
            var index = await parts.WriteAsync($"{folder}_{stem}", number, async (stream, _) =>
            {
                var part = new PartWriter(stream, blocks);
                await using var entry = part.Begin();
                var count = 0L;
                using (var csv = new CsvFileWriter(entry, textMode, header))
                {
                    for (; more && count < limits.PartRows && entry.Size < limits.PartBytes; more = row.MoveNext(), count++)
                    {
                        foreach (var cell in row.Current) csv.Write(cell.Kind, StrictUtf8.GetBytes(cell.Text));
                        csv.EndRow();
                        await entry.CatchUpAsync();
                    }
                }
                await part.EndAsync(entry, FormattableString.Invariant($"{folder}/{stem}_{number:000}.csv"), count);
                return part.Complete(count, last: !more);
            }, cancellationToken);
            written.Add((parts.KeyOf($"{folder}_{stem}", number), index));
        }
        while (more);
        return written;
    }
}
