namespace Granary.Adapters.Postgres.Ties;

/// <summary>Writes bonds as SQL. Every column stands behind an alias, so that none is taken for one of the table around it.</summary>
/// <param name="key">What is true of a column that holds the key of the tenant.</param>
internal sealed class TieWriter(IReadOnlyDictionary<uint, Bond> bonds, Func<string, string, string> key)
{
    private int aliases;

    public string Write(PostgresTable table, string alias)
    {
        var bond = bonds[table.Oid];
        var ways = bond.KeyColumns.Select(column => key(alias, column)).Concat(bond.Steps.Select(step => Write(step, alias))).ToList();
        return ways is [var only] ? only : $"({string.Join(" OR ", ways)})";
    }

    private string Write(Step step, string alias)
    {
        var inner = $"t{++aliases}";
        var pairs = step.Columns.Zip(step.TargetColumns, (column, target) => Equal(step.Table, alias, column, step.Target, inner, target));
        var exists = $"EXISTS (SELECT FROM {step.Target.Sql} AS {inner} WHERE {string.Join(" AND ", pairs)} AND {Write(step.Target, inner)})";
        return step.Type is var (type, value) ? $"({Text(step.Table, alias, type)} = {PostgresText.Literal(value)} AND {exists})" : exists;
    }

    /// <summary>Types that the server does not compare, such as the id of a note in a text column, are compared as text.</summary>
    private static string Equal(PostgresTable table, string alias, string column, PostgresTable target, string inner, string targetColumn)
    {
        var cast = ColumnFamily.Of(table.Find(column)!) == ColumnFamily.Of(target.Find(targetColumn)!) ? "" : "::text";
        return $"{alias}.{PostgresText.Quote(column)}{cast} = {inner}.{PostgresText.Quote(targetColumn)}{cast}";
    }

    /// <summary>An enumeration knows no values but its own.</summary>
    private static string Text(PostgresTable table, string alias, string column) =>
        $"{alias}.{PostgresText.Quote(column)}{(ColumnFamily.Of(table.Find(column)!) == ColumnFamily.Text ? "" : "::text")}";
}
