using System.Globalization;

namespace Granary.Adapters.Postgres;

/// <summary>Reads which tables there are, as the snapshot of the session shows them.</summary>
internal static class PostgresSchema
{
    /// <summary>
    /// In the order in which they were made; without temporary tables, those of the server itself, and partitions of tables that are
    /// looked at.
    /// </summary>
    /// <param name="schema">The only schema to look at; null for all.</param>
    public static async Task<IReadOnlyList<PostgresTable>> ReadAsync(PostgresSession session, string? schema, CancellationToken cancellationToken)
    {
        var where = schema is null
            ? "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_)'"
            : $"n.nspname = {PostgresText.Literal(schema)}";
        // Where each tenant's schema has a partition of a table of all, that is the tenant's own.
        var isWhole = schema is null
            ? "NOT c.relispartition"
            : "NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid AND c.relispartition AND p.relnamespace = c.relnamespace)";
        var types = (await session.RowsAsync("""
            SELECT t.oid::text, CASE WHEN n.nspname = 'pg_catalog' THEN t.typname::text ELSE n.nspname || '.' || t.typname END, CASE WHEN t.typtype = 'd' THEN t.typbasetype::text END, (t.typtype = 'e')::text
            FROM pg_catalog.pg_type t
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            """, cancellationToken)).ToDictionary(row => row[0]!, row => (Name: row[1]!, Behind: row[2], IsEnum: row[3] == "true"));
        var keys = (await session.RowsAsync($"""
            SELECT c.oid::text, a.attname::text
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN unnest(k.conkey) WITH ORDINALITY AS key(attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.attnum
            WHERE k.contype = 'p' AND {where}
            ORDER BY c.oid, key.place
            """, cancellationToken)).ToLookup(row => row[0]!, row => row[1]!);
        var pointing = (await session.RowsAsync($"""
            SELECT c.oid::text, k.oid::text, k.confrelid::text, a.attname::text, b.attname::text
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN unnest(k.conkey, k.confkey) WITH ORDINALITY AS key(attnum, target, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.attnum
            JOIN pg_catalog.pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = key.target
            WHERE k.contype = 'f' AND k.conparentid = 0 AND {where}
            ORDER BY c.oid, k.oid, key.place
            """, cancellationToken)).ToLookup(row => row[0]!);
        var columns = await session.RowsAsync($"""
            SELECT c.oid::text, n.nspname::text, c.relname::text, c.relkind::text, e.extname::text,
                   a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid::text, a.attnotnull::text, (a.attgenerated <> '')::text,
                   coalesce(pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT'), true)::text
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
            LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {isWhole} AND c.relpersistence <> 't' AND {where}
            ORDER BY c.oid, a.attnum
            """, cancellationToken);
        var tables = columns.GroupBy(row => row[0]!).Select(table => Table([.. table])).ToList();
        // A point in a name can make two names one: such tables are called as SQL calls them.
        var alike = tables.GroupBy(table => table.Name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return [.. tables.Select(table => alike.Contains(table.Name) ? table with { Name = table.Sql } : table)];

        PostgresTable Table(IReadOnlyList<IReadOnlyList<string?>> rows)
        {
            var (oid, own, name) = (rows[0][0]!, rows[0][1]!, rows[0][2]!);
            return new PostgresTable(
                Number(oid),
                own,
                name,
                schema is not null || own == "public" ? name : $"{own}.{name}",
                KindOf(rows[0][3]!),
                [.. rows.Where(row => row[5] is not null).Select(Column)],
                [.. keys[oid]],
                [.. pointing[oid].GroupBy(row => row[1]).Select(key => new PostgresForeignKey([.. key.Select(row => row[3]!)], Number(key.First()[2]!), [.. key.Select(row => row[4]!)]))],
                rows[0][4]);
        }

        PostgresColumn Column(IReadOnlyList<string?> row)
        {
            var type = types[row[7]!];
            while (type.Behind is { } behind) type = types[behind];
            return new PostgresColumn(row[5]!, row[6]!, type.Name, row[8] == "true", row[9] == "true", row[10] == "true", type.IsEnum);
        }
    }

    private static uint Number(string oid) => uint.Parse(oid, CultureInfo.InvariantCulture);

    private static PostgresTableKind KindOf(string relkind) => relkind switch
    {
        "p" => PostgresTableKind.Partitioned,
        "v" => PostgresTableKind.View,
        "m" => PostgresTableKind.MaterializedView,
        "f" => PostgresTableKind.Foreign,
        _ => PostgresTableKind.Table,
    };
}
