using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>How the values of a column come from the server and what they are.</summary>
/// <param name="Sql">What is read, as SQL about <c>t</c>: text, or bytes as they are.</param>
/// <param name="IsBytes">Whether bytes come, which are written in hexadecimal here: half as many on the way.</param>
internal readonly record struct PostgresCell(string Sql, CellKind Kind, bool IsBytes)
{
    // Types whose text begins as the database decides, and is never empty.
    private static readonly HashSet<string> Literals = new(StringComparer.Ordinal)
    {
        "bool", "int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid", "xid", "xid8", "cid", "tid", "pg_lsn", "uuid",
        "date", "time", "timetz", "timestamp", "timestamptz", "interval", "inet", "cidr", "macaddr", "macaddr8",
        "point", "lseg", "box", "path", "polygon", "circle", "line", "bytea",
    };

    /// <summary>The same text in each row.</summary>
    public static PostgresCell Constant(string text) => new($"{PostgresText.Literal(text)}::text", CellKind.Text, false);

    public static PostgresCell Of(PostgresColumn column)
    {
        var name = $"t.{PostgresText.Quote(column.Name)}";
        return new PostgresCell(
            column.BaseType switch
            {
                "bytea" => name,
                // The cast to text takes blanks at the end away; the output function does not.
                "bpchar" => $"textin(bpcharout({name}))",
                _ => $"{name}::text",
            },
            Literals.Contains(column.BaseType) ? CellKind.Literal : CellKind.Text,
            column.BaseType == "bytea");
    }
}
