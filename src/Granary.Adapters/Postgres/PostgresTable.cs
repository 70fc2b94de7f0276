using Granary.Adapters.Crm;
using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>Something that has rows, in the catalogue's words.</summary>
/// <param name="Name">As a module: the table, with the schema before it where that is not the tenant's own or <c>public</c>.</param>
/// <param name="PrimaryKey">Its columns in their order; empty for none.</param>
/// <param name="Extension">The extension that brought it; null for none.</param>
internal sealed record PostgresTable(
    uint Oid,
    string Schema,
    string Table,
    string Name,
    PostgresTableKind Kind,
    IReadOnlyList<PostgresColumn> Columns,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<PostgresForeignKey> ForeignKeys,
    string? Extension = null) : ICrmTable
{
    /// <summary>The table as SQL names it.</summary>
    public string Sql => $"{PostgresText.Quote(Schema)}.{PostgresText.Quote(Table)}";

    /// <summary>Its own rows: those of tables that inherit from it are theirs.</summary>
    public string From => $"{(Kind is PostgresTableKind.Table ? "ONLY " : "")}{Sql} AS t";

    /// <summary>What puts the rows of one snapshot into one order.</summary>
    public string OrderBy => this switch
    {
        { PrimaryKey.Count: > 0 } => string.Join(", ", PrimaryKey.Select(column => $"t.{PostgresText.Quote(column)}")),
        { Kind: PostgresTableKind.View } => "t::text COLLATE \"C\"",
        { Kind: PostgresTableKind.Partitioned } => "t.tableoid, t.ctid",
        _ => "t.ctid",
    };

    /// <summary>The same for people.</summary>
    public string OrderedBy => this switch
    {
        { PrimaryKey.Count: > 0 } => string.Join(", ", PrimaryKey),
        { Kind: PostgresTableKind.View } => "record",
        { Kind: PostgresTableKind.Partitioned } => "tableoid, ctid",
        _ => "ctid",
    };

    public IEnumerable<CrmColumn> CrmColumns => Columns.Select(column => new CrmColumn(column.Name, column.Type));

    public override string ToString() => $"{Schema}.{Table}";

    public PostgresColumn? Find(string column) => Columns.FirstOrDefault(candidate => candidate.Name == column);
}
