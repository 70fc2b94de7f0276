using Microsoft.Data.Sqlite;

namespace Granary.Adapters.Sqlite;

/// <summary>Reads which tables there are.</summary>
internal static class SqliteSchema
{
    private const int HiddenColumn = 1;

    /// <summary>In the order in which they were made. Neither views, nor SQLite's own tables, nor those that full-text search and its like keep for themselves.</summary>
    public static IReadOnlyList<SqliteTable> Read(SqliteDatabase database)
    {
        var tables = new List<SqliteTable>();
        using var list = database.Prepare("""
            SELECT t.name, t.wr, t.type = 'virtual'
            FROM sqlite_schema AS s JOIN pragma_table_list AS t ON t.schema = 'main' AND t.name = s.name
            WHERE s.type = 'table' AND t.type IN ('table', 'virtual') AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
            ORDER BY s.rowid
            """);
        while (list.Step())
        {
            var name = list.Text(0);
            tables.Add(list.Integer(2) == 0 || UnreadableReason(database, name) is not { } reason
                ? new SqliteTable(name, Columns(database, name), HasRowId: list.Integer(1) == 0)
                : new SqliteTable(name, [], HasRowId: false, reason));
        }
        return tables;
    }

    private static List<SqliteColumn> Columns(SqliteDatabase database, string table)
    {
        var columns = new List<SqliteColumn>();
        using var list = database.Prepare("SELECT name, type, pk FROM pragma_table_xinfo(?1, 'main') WHERE hidden <> ?2 ORDER BY cid");
        list.Bind(1, table).Bind(2, HiddenColumn);
        while (list.Step()) columns.Add(new SqliteColumn(list.Text(0), list.Text(1), (int)list.Integer(2)));
        return columns;
    }

    private static string? UnreadableReason(SqliteDatabase database, string virtualTable)
    {
        try
        {
            database.Prepare($"SELECT * FROM {SqliteText.Quote(virtualTable)}").Dispose();
            return null;
        }
        catch (SqliteException)
        {
            return "It is a virtual table whose extension this program does not have, so it cannot be read.";
        }
    }
}
