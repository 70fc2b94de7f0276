namespace Granary.Adapters.Postgres;

/// <summary>
/// Keeps tables as the snapshot knows them. TRUNCATE, ALTER and VACUUM FULL write a table anew, and an older snapshot then sees it
/// empty or in another order; what was renamed would be taken for what had the name before. So all that is read for a module is
/// locked against them (<c>ACCESS SHARE</c>), also what ties its rows to the tenant, and then looked at.
/// </summary>
internal static class PostgresTableLock
{
    /// <summary>
    /// Names what the session has locked and the snapshot knows otherwise: of other rows, another name, other columns or other
    /// partitions. The catalogue's tables are read as of the snapshot, its functions as of now.
    /// </summary>
    private const string Changed = """
        SELECT now.identity
        FROM pg_locks l
        CROSS JOIN LATERAL pg_identify_object('pg_class'::regclass, l.relation, 0) AS now
        LEFT JOIN pg_class c ON c.oid = l.relation
        LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384 AND now.type IN ('table', 'view', 'materialized view', 'foreign table')
          AND (c.oid IS NULL
               OR now.identity <> format('%I.%I', n.nspname, c.relname)
               OR c.relfilenode <> coalesce(pg_relation_filenode(c.oid), 0)
               OR exists(
                   SELECT FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                     AND (pg_identify_object('pg_class'::regclass, c.oid, a.attnum)).identity IS DISTINCT FROM format('%I.%I.%I', n.nspname, c.relname, a.attname))
               OR c.relkind = 'p' AND exists(
                   SELECT FROM (SELECT i.inhrelid AS oid FROM pg_inherits i WHERE i.inhparent = c.oid) before
                   FULL JOIN (SELECT p.relid AS oid FROM pg_partition_tree(c.oid) p WHERE p.parentrelid = c.oid) after USING (oid)
                   WHERE before.oid IS NULL OR after.oid IS NULL))
        ORDER BY 1
        """;

    /// <summary>Takes the locks and nothing else.</summary>
    public static string Take(PostgresModule module) => $"SELECT FROM {module.Rows} LIMIT 0";

    /// <summary>What is locked and was changed since the snapshot was taken; null for nothing.</summary>
    public static async Task<string?> ChangedAsync(PostgresSession session, CancellationToken cancellationToken) =>
        await session.RowsAsync(Changed, cancellationToken) is { Count: > 0 } rows ? string.Join(", ", rows.Select(row => row[0])) : null;
}
