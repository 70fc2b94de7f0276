using System.Globalization;

namespace Granary.Benchmarks.Data;

/// <summary>A table as a CRM has it, made row by row.</summary>
/// <param name="Seed">What its rows are drawn from.</param>
internal sealed record SampleTable(string Name, long Rows, IReadOnlyList<SampleColumn> Columns, ulong Seed)
{
    /// <summary>Rows of the large module unless somebody wants other ones.</summary>
    public const long UsualRows = 1_500_000;

    private const int LargestModule = 300_000;
    private const int SmallestModule = 10;
    private const int ModuleCount = 60;

    /// <summary>One module with every kind of column: about 330 bytes of CSV a row.</summary>
    public static IReadOnlyList<SampleTable> Large(long rows) => [new("leads", rows, SampleColumns.All, Seed: 1)];

    /// <summary>Sixty modules of 10 to 300,000 rows, when <paramref name="rows"/> is as usual; each with some of the columns.</summary>
    public static IReadOnlyList<SampleTable> Many(long rows) =>
    [
        .. Enumerable.Range(0, ModuleCount).Select(number => new SampleTable(
            string.Create(CultureInfo.InvariantCulture, $"module_{number:00}"),
            (long)Math.Ceiling(SmallestModule * Math.Pow(LargestModule / SmallestModule, number / (ModuleCount - 1.0)) * rows / UsualRows),
            [.. SampleColumns.All.Where((_, column) => column == 0 || (number + column * 7) % 5 != 0)],
            Seed: 100 + (ulong)number)),
    ];

    public string Create => $"CREATE TABLE {Name} ({string.Join(", ", Columns.Select(column => $"{column.Name} {column.Type}"))})";

    /// <summary>The values of its rows, in an array that is used again for each.</summary>
    public IEnumerable<string?[]> Values()
    {
        var random = new RowRandom();
        var values = new string?[Columns.Count];
        for (var row = 1L; row <= Rows; row++)
        {
            random.MoveTo(Seed, row);
            for (var i = 0; i < values.Length; i++) values[i] = Columns[i].Value(random);
            yield return values;
        }
    }
}
