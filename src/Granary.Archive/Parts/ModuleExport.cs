using System.Globalization;
using Granary.Archive.Csv;
using Granary.Archive.Plan;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Parts;

/// <summary>The records of a module into CSV files, one file a part.</summary>
internal sealed class ModuleExport(
    PartFolder parts, PlannedModule planned, TextMode textMode, ICrmSnapshot snapshot, ArchiveLimits limits, Action<PartProgress> report)
{
    private const int ReportEvery = 1024;

    private readonly string[] header = [.. planned.Module.Columns.Select(column => column.Name)];

    public async Task<PartProgress> RunAsync(PartProgress stand, CancellationToken cancellationToken)
    {
        using var blocks = new PartBlocks(limits);
        await using var reader = await snapshot.ReadAsync(planned.Module, stand.Records, cancellationToken);
        var more = await reader.ReadAsync(cancellationToken);
        while (!stand.Done)
        {
            var before = stand;
            var number = before.Parts + 1;
            var index = await parts.WriteAsync(planned.Stem, number, async (stream, token) =>
            {
                var part = new PartWriter(stream, blocks);
                await using var entry = part.Begin();
                long rows;
                (rows, more) = await WriteRowsAsync(reader, more, part, entry, before, token);
                await part.EndAsync(entry, string.Create(CultureInfo.InvariantCulture, $"Data/{planned.Stem}_{number:000}.csv"), rows);
                return part.Complete(rows, last: !more);
            }, cancellationToken);
            stand = new PartProgress(number, before.Records + index.Records, index.Last);
            report(stand);
        }
        return stand;
    }

    private async Task<(long Rows, bool More)> WriteRowsAsync(
        RowReader reader, bool more, PartWriter part, PartEntryStream entry, PartProgress before, CancellationToken cancellationToken)
    {
        var damage = new DamagedCells(planned.Module);
        using var csv = new CsvFileWriter(entry, textMode, header);
        var rows = 0L;
        while (more && rows < limits.PartRows && entry.Size < limits.PartBytes)
        {
            for (var column = 0; column < header.Length; column++)
            {
                var kind = reader.Read(column, out var utf8);
                if (kind is CellKind.DamagedText) damage.Add(before.Records + rows + 1, column);
                csv.Write(kind, utf8);
            }
            csv.EndRow();
            await entry.CatchUpAsync();
            if (++rows % ReportEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                report(before with { Records = before.Records + rows });
            }
            more = await reader.ReadAsync(cancellationToken);
        }
        csv.Flush();
        foreach (var warning in damage.Warnings()) part.Warn(warning);
        return (rows, more);
    }
}
