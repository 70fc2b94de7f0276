using System.Globalization;

namespace Granary.Benchmarks.Data;

/// <summary>A table as a CRM has it, made row by row.</summary>
/// <param name="Seed">What its rows are drawn from.</param>
internal sealed record SampleTable(string Name, long Rows, IReadOnlyList<SampleColumn> Columns, ulong Seed)
{
    private const int LargestModule = 300_000;
    private const int SmallestModule = 10;
    private const int ModuleCount = 60;
    private const long UsualRows = 1_500_000;

    private static readonly DateTime Epoch = new(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Statuses = ["new", "contacted", "qualified", "negotiation", "won", "lost"];
    private static readonly string[] Countries = ["FR", "DE", "IN", "US", "GB", "ES", "IT", "BR"];
    private static readonly string[] Sources = ["web", "phone", "partner", "trade fair", "campaign"];

    private static readonly IReadOnlyList<SampleColumn> AllColumns =
    [
        new("id", "bigint PRIMARY KEY", random => random.Row.ToString(CultureInfo.InvariantCulture)),
        new("account_id", "bigint NOT NULL", random => random.Number(200_000)),
        new("owner_id", "uuid NOT NULL", Uuid),
        new("first_name", "varchar(80)", Words.Name),
        new("last_name", "varchar(80) NOT NULL", Words.Name),
        new("email", "text", random => random.Percent(8) ? null : $"{Words.One(random)}.{Words.One(random)}{random.Number(100)}@{Words.One(random)}.example"),
        new("phone", "text", random => random.Percent(25) ? null : $"+{10 + random.Below(80)} {random.Below(1000):000} {random.Below(1_000_000):000000}"),
        new("company", "text", random => $"{Words.Name(random)} {Words.Name(random)}"),
        new("title", "text", random => random.Percent(30) ? null : Words.Text(random, 8)),
        new("street", "text", random => $"{random.Number(300)}, {Words.Name(random)} {Words.One(random)}"),
        new("city", "text", Words.Name),
        new("country", "char(2)", random => random.Of(Countries)),
        new("status", "lead_status NOT NULL", random => random.Of(Statuses)),
        new("source", "text", random => random.Percent(40) ? null : random.Of(Sources)),
        new("amount", "numeric(14,2)", random => random.Percent(20) ? null : (random.Below(100_000_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture)),
        new("score", "double precision", random => random.Percent(20) ? null : (random.Below(100_000) / 1000.0).ToString(CultureInfo.InvariantCulture)),
        new("is_active", "boolean NOT NULL", random => random.Percent(80) ? "t" : "f"),
        new("custom", "jsonb", random => random.Percent(60) ? null : $$"""{"{{Words.One(random)}}": {{random.Number(1000)}}, "tags": ["{{Words.One(random)}}"]}"""),
        new("birth_date", "date", random => random.Percent(70) ? null : Epoch.AddDays(-7000 - random.Below(18_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("created_at", "timestamptz NOT NULL", random => Time(random, "yyyy-MM-dd HH:mm:ss+00")),
        new("updated_at", "timestamptz", random => random.Percent(30) ? null : Time(random, "yyyy-MM-dd HH:mm:ss.ffffff+00")),
        new("notes", "text", random => random.Percent(30) ? null : Words.Text(random, 50 + random.Skewed(150))),
    ];

    /// <summary>One module with every kind of column: about 310 bytes of CSV a row.</summary>
    public static IReadOnlyList<SampleTable> Large(long rows) => [new("leads", rows, AllColumns, Seed: 1)];

    /// <summary>Sixty modules of 10 to 300,000 rows, when <paramref name="rows"/> is as usual; each with some of the columns.</summary>
    public static IReadOnlyList<SampleTable> Many(long rows) =>
    [
        .. Enumerable.Range(0, ModuleCount).Select(number => new SampleTable(
            string.Create(CultureInfo.InvariantCulture, $"module_{number:00}"),
            (long)Math.Ceiling(SmallestModule * Math.Pow(LargestModule / SmallestModule, number / (ModuleCount - 1.0)) * rows / UsualRows),
            [.. AllColumns.Where((_, column) => column == 0 || (number + column * 7) % 5 != 0)],
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

    private static string Uuid(RowRandom random) =>
        new Guid([.. BitConverter.GetBytes(random.Next()), .. BitConverter.GetBytes(random.Next())]).ToString();

    private static string Time(RowRandom random, string format) =>
        Epoch.AddTicks((long)(random.Next() % (ulong)TimeSpan.FromDays(2500).Ticks) / 10 * 10).ToString(format, CultureInfo.InvariantCulture);
}
