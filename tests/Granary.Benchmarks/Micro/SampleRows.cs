using System.Text;
using Granary.Archive.Csv;
using Granary.Benchmarks.Data;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Benchmarks.Micro;

/// <summary>Rows of the large module in memory, and the CSV that they make.</summary>
internal static class SampleRows
{
    public const int Count = 25_000;

    private static readonly SampleTable Table = SampleTable.Large(Count)[0];

    public static string[] Header { get; } = [.. Table.Columns.Select(column => column.Name)];

    /// <summary>The cells of each row; null for NULL.</summary>
    public static byte[]?[][] Cells { get; } =
        [.. Table.Values().Select(values => values.Select(value => value is null ? null : new UTF8Encoding().GetBytes(value)).ToArray())];

    public static byte[] Csv { get; } = MakeCsv();

    public static void Write(Stream output, TextMode mode)
    {
        using var csv = new CsvFileWriter(output, mode, Header);
        foreach (var row in Cells)
        {
            foreach (var cell in row) csv.Write(cell is null ? CellKind.Null : CellKind.Text, cell);
            csv.EndRow();
        }
    }

    private static byte[] MakeCsv()
    {
        var csv = new MemoryStream();
        Write(csv, TextMode.Exact);
        return csv.ToArray();
    }
}
