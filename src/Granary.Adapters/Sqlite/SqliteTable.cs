using Granary.Adapters.Crm;
using Granary.Domain.Ports;

namespace Granary.Adapters.Sqlite;

/// <summary>A table with rows of its own.</summary>
/// <param name="Unreadable">Why it cannot be read; null when it can.</param>
internal sealed record SqliteTable(string Name, IReadOnlyList<SqliteColumn> Columns, bool HasRowId, string? Unreadable = null) : ICrmTable
{
    private static readonly string[] RowIdNames = ["rowid", "_rowid_", "oid"];

    /// <summary>The name under which the rowid can be read; null when there is none, or when columns have taken all its names.</summary>
    public string? RowId => HasRowId ? RowIdNames.FirstOrDefault(name => Find(name) is null) : null;

    public IEnumerable<CrmColumn> CrmColumns => Columns.Select(column => new CrmColumn(column.Name, column.Type));

    public SqliteColumn? Find(string name) => Columns.FirstOrDefault(column => SqlName.Comparer.Equals(column.Name, name));

    /// <summary>
    /// The words that put the rows into one order for good: primary key first, rowid last, because a primary key that is not
    /// an INTEGER may hold several NULLs. Where neither can be named a scan without an index goes by the rowid.
    /// </summary>
    public (string Hint, string OrderBy) Order()
    {
        var key = Columns.Where(column => column.KeyPosition > 0).OrderBy(column => column.KeyPosition).Select(column => SqliteText.Quote(column.Name));
        var by = string.Join(", ", RowId is { } rowId ? key.Append(rowId) : key);
        return by.Length == 0 ? (" NOT INDEXED", "") : ("", $" ORDER BY {by}");
    }
}
