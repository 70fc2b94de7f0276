namespace Granary.Adapters.Postgres;

/// <summary>Something that has rows, in the catalogue's words.</summary>
/// <param name="Name">As a module: the table, with the schema before it where that is not the tenant's own or <c>public</c>.</param>
/// <param name="PrimaryKey">Its columns in their order; empty for none.</param>
internal sealed record PostgresTable(
    uint Oid,
    string Schema,
    string Table,
    string Name,
    PostgresTableKind Kind,
    IReadOnlyList<PostgresColumn> Columns,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<PostgresForeignKey> ForeignKeys)
{
    /// <summary>The table as SQL names it.</summary>
    public string Sql => $"{PostgresText.Quote(Schema)}.{PostgresText.Quote(Table)}";

    public PostgresColumn? Find(string column) => Columns.FirstOrDefault(candidate => candidate.Name == column);
}
