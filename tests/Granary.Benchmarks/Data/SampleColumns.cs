using System.Globalization;

namespace Granary.Benchmarks.Data;

/// <summary>The columns of a CRM's leads: every kind of value, NULLs, text with quotes, commas and line breaks.</summary>
internal static class SampleColumns
{
    // Traits of a row: what several of its columns are made of.
    private const int First = 1;
    private const int Last = 2;
    private const int Company = 3;

    private static readonly DateTime Epoch = new(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Statuses = ["new", "contacted", "qualified", "negotiation", "won", "lost"];
    private static readonly string[] Countries = ["FR", "DE", "IN", "US", "GB", "ES", "IT", "BR"];
    private static readonly string[] Sources = ["web", "phone", "partner", "trade fair", "campaign"];

    public static IReadOnlyList<SampleColumn> All { get; } =
    [
        new("id", "bigint PRIMARY KEY", random => random.Row.ToString(CultureInfo.InvariantCulture)),
        new("account_id", "bigint NOT NULL", random => random.Number(200_000)),
        new("owner_id", "uuid NOT NULL", Owner),
        new("first_name", "varchar(80)", random => Capital(random, First)),
        new("last_name", "varchar(80) NOT NULL", random => Capital(random, Last)),
        new("email", "text", random => random.Percent(8) ? null : $"{Words.Of(random, First)}.{Words.Of(random, Last)}@{Words.Of(random, Company)}.example"),
        new("phone", "text", random => random.Percent(25) ? null : $"+{10 + random.Below(80)} {random.Below(1000):000} {random.Below(1_000_000):000000}"),
        new("company", "text", random => $"{Capital(random, Company)} Ltd"),
        new("title", "text", random => random.Percent(30) ? null : Words.Text(random, 10)),
        new("street", "text", random => $"{random.Number(300)}, rue {Words.One(random)} {Words.One(random)}"),
        new("city", "text", random => Words.Capital(Words.One(random))),
        new("country", "char(2)", random => random.Of(Countries)),
        new("status", "lead_status NOT NULL", random => random.Of(Statuses)),
        new("source", "text", random => random.Percent(40) ? null : random.Of(Sources)),
        new("amount", "numeric(14,2)", random => random.Percent(20) ? null : (random.Below(10_000_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture)),
        new("score", "double precision", random => random.Percent(20) ? null : (random.Below(1000) / 8.0).ToString(CultureInfo.InvariantCulture)),
        new("is_active", "boolean NOT NULL", random => random.Percent(80) ? "t" : "f"),
        new("custom", "jsonb", random => random.Percent(60) ? null : $$"""{"tags": ["{{Words.One(random)}}"], "segment": "{{random.Of(Sources)}}"}"""),
        new("birth_date", "date", random => random.Percent(70) ? null : Epoch.AddDays(-7000 - random.Below(18_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("created_at", "timestamptz NOT NULL", random => Created(random).ToString("yyyy-MM-dd HH:mm:ss+00", CultureInfo.InvariantCulture)),
        new("updated_at", "timestamptz", random => random.Percent(30) ? null : Updated(random).ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture)),
        new("notes", "text", random => random.Percent(30) ? null : Words.Text(random, 50 + random.Skewed(150))),
    ];

    private static string Capital(RowRandom random, int trait) => Words.Capital(Words.Of(random, trait));

    // Some two hundred people own all the leads.
    private static string Owner(RowRandom random)
    {
        var owner = (ulong)random.Below(200) * 0x9E3779B97F4A7C15;
        return new Guid([.. BitConverter.GetBytes(owner), .. BitConverter.GetBytes(~owner * 0xD1B54A32D192ED03)]).ToString();
    }

    private static DateTime Created(RowRandom random) => Epoch.AddSeconds(20 * random.Row + random.Below(20));

    private static DateTime Updated(RowRandom random) => Created(random).AddMicroseconds(random.Next() % 10_000_000_000_000);
}
