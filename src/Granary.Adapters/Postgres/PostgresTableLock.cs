using System.Globalization;

namespace Granary.Adapters.Postgres;

/// <summary>
/// Keeps tables as the snapshot knows them. TRUNCATE, ALTER and VACUUM FULL write a table anew, and an older snapshot then sees it
/// empty or in another order: so a table is locked against them (<c>ACCESS SHARE</c>) before it is read, and then looked at.
/// </summary>
internal static class PostgresTableLock
{
    /// <summary>Takes the lock and nothing else; the right to read one column is enough.</summary>
    public static string Take(PostgresTable table) => $"SELECT FROM {table.From} LIMIT 0";

    /// <summary>
    /// Gives true when the files of the table, or of its partitions, are not those of the snapshot: the catalogue's tables are read as
    /// of the snapshot, its functions as of now.
    /// </summary>
    public static string IsRewritten(PostgresTable table)
    {
        var oid = table.Oid.ToString(CultureInfo.InvariantCulture);
        return table.Kind switch
        {
            PostgresTableKind.Table or PostgresTableKind.MaterializedView =>
                $"SELECT (c.relfilenode IS DISTINCT FROM pg_relation_filenode(c.oid))::text FROM pg_class c WHERE c.oid = {oid}",
            PostgresTableKind.Partitioned => $"""
                WITH RECURSIVE before(oid) AS (
                    SELECT {oid}::oid UNION ALL SELECT i.inhrelid FROM pg_inherits i JOIN before ON i.inhparent = before.oid)
                SELECT exists(
                    SELECT FROM (SELECT c.oid, c.relfilenode FROM before JOIN pg_class c ON c.oid = before.oid WHERE c.relkind IN ('r', 'f')) b
                    FULL JOIN (SELECT relid, pg_relation_filenode(relid) AS file FROM pg_partition_tree({oid}) WHERE isleaf) a ON a.relid = b.oid
                    WHERE a.relid IS NULL OR b.oid IS NULL OR b.relfilenode <> coalesce(a.file, 0))::text
                """,
            _ => "SELECT false::text",
        };
    }
}
