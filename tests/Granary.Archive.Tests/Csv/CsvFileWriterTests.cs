using System.Text;
using Granary.Archive.Csv;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Tests.Csv;

public sealed class CsvFileWriterTests
{
    private static readonly UTF8Encoding Utf8 = new(false, true);

    [Fact]
    public void Null_is_empty_and_the_empty_text_is_quoted() =>
        Assert.Equal("a,b,c\r\n,\"\",\r\n", Write(["a", "b", "c"], [null, "", null]));

    [Fact]
    public void A_header_stands_in_a_file_without_rows() => Assert.Equal("Id,Nom\r\n", Write(["Id", "Nom"]));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("line\nfeed", "\"line\nfeed\"")]
    [InlineData("return\rhere", "\"return\rhere\"")]
    [InlineData("both\r\n", "\"both\r\n\"")]
    [InlineData(" before", "\" before\"")]
    [InlineData("after ", "\"after \"")]
    [InlineData("\\.", "\"\\.\"")]
    [InlineData("\\.x", "\\.x")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("'quoted", "'quoted")]
    [InlineData("\uFEFFmark", "\uFEFFmark")]
    [InlineData("😀 שלום 契約", "😀 שלום 契約")]
    public void Text_is_quoted_when_a_reader_needs_it_and_otherwise_untouched(string text, string expected) =>
        Assert.Equal($"x,y\r\n{expected},1\r\n", Write(["x", "y"], [text, "1"]));

    [Fact]
    public void In_a_module_of_one_column_null_is_an_empty_line_and_the_empty_text_is_not() =>
        Assert.Equal("x\r\n\r\n\"\"\r\nv\r\n\r\n", Write(["x"], [null], [""], ["v"], [null]));

    [Fact]
    public void A_module_without_columns_has_empty_lines_only() => Assert.Equal("\r\n\r\n\r\n", Write([], [], []));

    [Fact]
    public void A_column_without_a_name_has_a_quoted_empty_header() => Assert.Equal("\"\",b\r\n", Write(["", "b"]));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33 1 23", "'+33 1 23")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("'done", "''done")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠1", "'＠1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "\"\"")]
    public void For_spreadsheets_text_that_would_run_begins_with_an_apostrophe(string text, string expected) =>
        Assert.Equal($"\uFEFFx,y\r\n{expected},1\r\n", Write(TextMode.Spreadsheet, ["x", "y"], [text, "1"]));

    [Fact]
    public void For_spreadsheets_numbers_dates_and_truth_values_stay_as_they_are()
    {
        var output = new MemoryStream();
        using (var csv = new CsvFileWriter(output, TextMode.Spreadsheet, ["n"]))
        {
            csv.Write(CellKind.Literal, "-12.5"u8);
            csv.EndRow();
        }

        Assert.Equal("\uFEFFn\r\n-12.5\r\n", Utf8.GetString(output.ToArray()));
    }

    [Fact]
    public void For_spreadsheets_headers_are_guarded_too() => Assert.Equal("\uFEFF'=cmd,b\r\n", Write(TextMode.Spreadsheet, ["=cmd", "b"]));

    [Fact]
    public void A_text_of_ten_megabytes_goes_through_whole()
    {
        var text = string.Concat(Enumerable.Repeat("é\"", 3_500_000));

        var csv = Write(TextMode.Spreadsheet, ["x", "y"], ["=" + text, "1"]);

        Assert.Equal("\uFEFFx,y\r\n\"'=" + text.Replace("\"", "\"\"") + "\",1\r\n", csv);
    }

    private static string Write(string[] header, params string?[][] rows) => Write(TextMode.Exact, header, rows);

    private static string Write(TextMode mode, string[] header, params string?[][] rows)
    {
        var output = new MemoryStream();
        using (var csv = new CsvFileWriter(output, mode, header))
            foreach (var row in rows)
            {
                foreach (var cell in row) csv.Write(cell is null ? CellKind.Null : CellKind.Text, Utf8.GetBytes(cell ?? ""));
                csv.EndRow();
            }
        return Utf8.GetString(output.ToArray());
    }
}
