using System.Buffers;
using CsvHelper;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Csv;

/// <summary>
/// Writes one CSV file by the rules of FORMAT.md. CsvHelper does the quoting; what it cannot tell apart is told here:
/// NULL from the empty text, the end-of-data mark of COPY from the same two characters, a line without a field.
/// </summary>
internal sealed class CsvFileWriter : IDisposable
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        NewLine = "\r\n",
        Quoting = CsvQuoting.WhenNeededOrWhitespace,
        BufferSize = 64 * 1024,
    };

    private readonly Stream output;
    private readonly CsvWriter csv;
    private readonly bool forSpreadsheets;
    private readonly int columns;
    private readonly ArrayBufferWriter<byte> guarded = new();
    private bool lineIsNull;

    public CsvFileWriter(Stream output, TextMode textMode, IReadOnlyList<string> header)
    {
        this.output = output;
        csv = CsvWriter.Create(output, Options, leaveOpen: true);
        forSpreadsheets = textMode is TextMode.Spreadsheet;
        columns = header.Count;
        if (forSpreadsheets) output.Write("\uFEFF"u8);
        foreach (var name in header) WriteText(StrictUtf8.GetBytes(name));
        EndRow();
    }

    public void Write(CellKind kind, ReadOnlySpan<byte> utf8)
    {
        if (kind is CellKind.Text) WriteText(utf8);
        else if (kind is not CellKind.Null) csv.WriteField(utf8);
        else if (columns == 1) lineIsNull = true;
        else csv.WriteField(ReadOnlySpan<byte>.Empty);
    }

    public void EndRow()
    {
        if (columns > 0 && !lineIsNull)
        {
            csv.EndRecord();
            return;
        }
        csv.Flush();
        output.Write("\r\n"u8);
        lineIsNull = false;
    }

    /// <summary>Hands over everything written so far.</summary>
    public void Flush() => csv.Flush();

    public void Dispose() => csv.Dispose();

    private void WriteText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) csv.WriteField("", CsvQuoting.Always);
        else if (utf8.SequenceEqual(@"\."u8)) csv.WriteField(@"\.", CsvQuoting.Always);
        else csv.WriteField(forSpreadsheets ? SpreadsheetText.Guard(utf8, guarded) : utf8);
    }
}
