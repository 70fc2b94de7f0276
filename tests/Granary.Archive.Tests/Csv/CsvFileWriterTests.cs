using System.Text;
using System.Text.RegularExpressions;
using Granary.Archive.Csv;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Tests.Csv;

public sealed partial class CsvFileWriterTests
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
    [InlineData("Doe;=1+1", "Doe;'=1+1")]
    [InlineData("Doe,=1+1", "\"Doe,'=1+1\"")]
    [InlineData("Doe\t@SUM(A1)", "Doe\t'@SUM(A1)")]
    [InlineData("Doe\n+1", "\"Doe\n'+1\"")]
    [InlineData("Doe\r\n-1", "\"Doe\r\n'-1\"")]
    [InlineData("Doe;＝1", "Doe;'＝1")]
    [InlineData("Doe;\"=1+1;", "\"Doe;'\"\"=1+1;\"")]
    [InlineData("Doe;'=1", "Doe;''=1")]
    [InlineData("=1;=2;;=3", "'=1;'=2;;'=3")]
    [InlineData("one, two; three\r\nfour", "\"one, two; three\r\nfour\"")]
    public void For_spreadsheets_text_that_would_run_begins_with_an_apostrophe(string text, string expected) =>
        Assert.Equal($"\uFEFFx,y\r\n{expected},1\r\n", Write(TextMode.Spreadsheet, ["x", "y"], [text, "1"]));

    /// <summary>Every text of up to four pieces that matter to a spreadsheet, read by one that heeds no quotes.</summary>
    [Fact]
    public void For_spreadsheets_no_text_has_a_piece_that_would_run_and_every_text_comes_back()
    {
        string[] pieces = ["=", "-", "＠", "'", "\"", ",", ";", "\t", "\r", "\n", "x"];
        IEnumerable<string> texts = [""];
        for (var length = 0; length < 4; length++) texts = texts.Concat(pieces.SelectMany(piece => texts.Select(text => text + piece))).Distinct().ToList();

        foreach (var text in texts)
        {
            var cell = Write(TextMode.Spreadsheet, ["x", "y"], [text, "1"])["\uFEFFx,y\r\n".Length..^",1\r\n".Length];

            Assert.DoesNotContain(cell.Split(',', ';', '\t', '\r', '\n'), piece => piece.TrimStart('"') is ['=' or '-' or '＠', ..]);
            var read = cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"") : cell;
            Assert.Equal(text, OneApostrophe().Replace(read, ""));
        }
    }

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

    /// <summary>What FORMAT.md says to take away.</summary>
    [GeneratedRegex(@"(?<=\A|[,;\t\r\n])'")]
    private static partial Regex OneApostrophe();

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
