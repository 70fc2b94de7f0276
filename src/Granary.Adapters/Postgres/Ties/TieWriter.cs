namespace Granary.Adapters.Postgres.Ties;

/// <summary>Writes bonds as SQL. Every column stands behind an alias, so that none is taken for one of the table around it.</summary>
/// <param name="key">What is true of a column that holds the key of the tenant, and whether rows of all count.</param>
internal sealed class TieWriter(IReadOnlyDictionary<uint, Bond> bonds, Func<string, string, bool, string> key)
{
    private const string CaseInsensitive = ".citext";

    private int aliases;

    public string Write(PostgresTable table, string alias, bool withShared = true)
    {
        var bond = bonds[table.Oid];
        var ways = bond.KeyColumns.Select(column => key(alias, column, withShared)).Concat(bond.Steps.Select(step => Write(step, alias, withShared && step.MayShare))).ToList();
        return ways is [var only] ? only : $"({string.Join(" OR ", ways)})";
    }

    private string Write(Step step, string alias, bool withShared)
    {
        var inner = $"t{++aliases}";
        var pairs = step.Columns.Zip(step.TargetColumns, (column, target) => Equal(step.Table, alias, column, step.Target, inner, target));
        var exists = $"EXISTS (SELECT FROM {Only(step)}{step.Target.Sql} AS {inner} WHERE {string.Join(" AND ", pairs)} AND {Write(step.Target, inner, withShared)})";
        return step.Type is var (type, value) ? $"({Text(step.Table, alias, type)} = {PostgresText.Literal(value)} AND {exists})" : exists;
    }

    /// <summary>A foreign key does not lead to the rows of tables that inherit, which may have the same ids.</summary>
    private static string Only(Step step) => step is { IsBackward: false, Link: null, Target.Kind: PostgresTableKind.Table } ? "ONLY " : "";

    /// <summary>Types that the server does not compare, such as the id of a note in a text column, are compared as text.</summary>
    private static string Equal(PostgresTable table, string alias, string column, PostgresTable target, string inner, string targetColumn)
    {
        var (left, right) = (table.Find(column)!, target.Find(targetColumn)!);
        var cast = ColumnFamily.Of(left) == ColumnFamily.Of(right) ? "" : "::text";
        return $"{alias}.{PostgresText.Quote(column)}{cast} {Sign(left, right)} {inner}.{PostgresText.Quote(targetColumn)}{cast}";
    }

    /// <summary>The operators of <c>citext</c> stand outside the search path; without them its case would count.</summary>
    private static string Sign(PostgresColumn left, PostgresColumn right) =>
        left.BaseType == right.BaseType && left.BaseType.EndsWith(CaseInsensitive, StringComparison.Ordinal) ? $"OPERATOR({PostgresText.Quote(left.BaseType[..^CaseInsensitive.Length])}.=)" : "=";

    /// <summary>An enumeration knows no values but its own.</summary>
    private static string Text(PostgresTable table, string alias, string column) =>
        $"{alias}.{PostgresText.Quote(column)}{(ColumnFamily.Of(table.Find(column)!) == ColumnFamily.Text ? "" : "::text")}";
}
