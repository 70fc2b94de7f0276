using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>How the values of a column come from the server and what they are.</summary>
/// <param name="Sql">What is read, as SQL about <c>t</c>.</param>
internal readonly record struct PostgresCell(string Sql, CellKind Kind, PostgresForm Form)
{
    // What the server would make text of at some cost, and is made text of here.
    private static readonly Dictionary<string, PostgresForm> Forms = new(StringComparer.Ordinal)
    {
        ["bool"] = PostgresForm.Bool,
        ["int2"] = PostgresForm.Int2,
        ["int4"] = PostgresForm.Int4,
        ["int8"] = PostgresForm.Int8,
        ["oid"] = PostgresForm.Oid,
        ["uuid"] = PostgresForm.Uuid,
        ["numeric"] = PostgresForm.Numeric,
        ["date"] = PostgresForm.Date,
        ["time"] = PostgresForm.Time,
        ["timestamp"] = PostgresForm.Timestamp,
        ["timestamptz"] = PostgresForm.TimestampTz,
        ["bytea"] = PostgresForm.Bytes,
        ["jsonb"] = PostgresForm.Jsonb,
    };

    // Types whose text begins as the database decides, and is never empty.
    private static readonly HashSet<string> Literals = new(StringComparer.Ordinal)
    {
        "bool", "int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid", "xid", "xid8", "cid", "tid", "pg_lsn", "uuid",
        "date", "time", "timetz", "timestamp", "timestamptz", "interval", "inet", "cidr", "macaddr", "macaddr8",
        "point", "lseg", "box", "path", "polygon", "circle", "line", "bytea",
    };

    /// <summary>The same text in each row.</summary>
    public static PostgresCell Constant(string text) => new($"{PostgresText.Literal(text)}::text", CellKind.Text, PostgresForm.Text);

    public static PostgresCell Of(PostgresColumn column)
    {
        var name = $"t.{PostgresText.Quote(column.Name)}";
        var form = Forms.GetValueOrDefault(column.BaseType, PostgresForm.Text);
        return new PostgresCell(
            column switch
            {
                // Sent as the text they are. To the same text a cast would add a copy; from bpchar it would take the blanks at the end.
                { IsEnum: true } or { BaseType: "bpchar" or "json" } => name,
                // A cast to the type that it has costs nothing; one that it has got since, of the same size, must not be taken for the old.
                _ when form is not PostgresForm.Text => $"{name}::pg_catalog.{column.BaseType}",
                _ => $"{name}::text",
            },
            Literals.Contains(column.BaseType) ? CellKind.Literal : CellKind.Text,
            form);
    }
}
