using System.Text.RegularExpressions;

namespace Granary.Adapters.Postgres.Ties;

/// <summary>A table as a link names it.</summary>
/// <param name="Schema">Null for a table whose module has no schema in its name.</param>
internal sealed partial record LinkTable(string? Schema, string Table)
{
    public static LinkTable Of(PostgresTable table) => new(table.Name == table.Table ? null : table.Schema, table.Table);

    public bool Names(PostgresTable table) => table.Table == Table && (Schema is null ? table.Name == table.Table : table.Schema == Schema);

    /// <summary>A name or value as a link writes it: in double quotes where it would otherwise be read as something else.</summary>
    public static string Write(string name) => Plain.IsMatch(name) ? name : PostgresText.Quote(name);

    public override string ToString() => Schema is null ? Write(Table) : $"{Write(Schema)}.{Write(Table)}";

    [GeneratedRegex(@"^[\w$:\\]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain { get; }
}
