using System.Globalization;

namespace Granary.Benchmarks.Measure;

/// <summary>A table for a document: the first column is text, the others are numbers.</summary>
internal sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> rows = [];

    /// <summary>Each number with two digits behind the point, or as many as it needs to have three in all.</summary>
    public void Add(string name, params double[] numbers) => rows.Add([name.Replace("|", @"\|", StringComparison.Ordinal), .. numbers.Select(Text)]);

    public void Print(string title)
    {
        Console.WriteLine($"\n### {title}\n");
        var widths = header.Select((name, column) => rows.Select(row => row[column].Length).Append(name.Length).Max()).ToArray();
        Print(header, widths);
        Console.WriteLine($"|{string.Join('|', widths.Select((width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":"))}|");
        foreach (var row in rows) Print(row, widths);
    }

    private static void Print(string[] cells, int[] widths) =>
        Console.WriteLine($"| {string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |");

    private static string Text(double number) =>
        double.IsNaN(number) ? "" : number.ToString(Math.Abs(number) switch { >= 100 => "N0", >= 10 => "N1", _ => "N2" }, CultureInfo.InvariantCulture);
}
