namespace Granary.Adapters.Postgres.Ties;

/// <summary>One way from a table to another: rows belong together where all of <paramref name="Columns"/> equal <paramref name="TargetColumns"/>.</summary>
/// <param name="Words">For people, in the words of <c>CrmOptions.Links</c>.</param>
/// <param name="Type">What else a row must hold to go this way; null for nothing.</param>
/// <param name="IsBackward">Whether the target points here, so that several of its rows may, of several tenants.</param>
/// <param name="IsCertain">Whether no row lacks it.</param>
/// <param name="Link">The setting that says so; null for a declared foreign key.</param>
internal sealed record Step(
    string Words,
    PostgresTable Table,
    IReadOnlyList<string> Columns,
    PostgresTable Target,
    IReadOnlyList<string> TargetColumns,
    bool IsBackward,
    bool IsCertain,
    (string Column, string Value)? Type = null,
    Link? Link = null)
{
    /// <summary>
    /// Whether who leads to a row of all belongs to all. An assignment that points to a role of all and to a user does not: found
    /// by foreign keys alone, only a row that points to nothing else, by a key or by its name, is taken for one of all.
    /// </summary>
    public bool MayShare => IsBackward || Link is not null || !Table.Columns.Any(PointsElsewhere);

    private bool PointsElsewhere(PostgresColumn column)
    {
        if (Columns.Contains(column.Name)) return false;
        var keys = Table.ForeignKeys.Where(key => key.Columns.Contains(column.Name)).ToList();
        return keys.Count > 0 ? keys.Any(key => key.Target != Table.Oid) : SchemaWords.Referent(column.Name) is not null && !(Table.PrimaryKey is [var id] && id == column.Name);
    }

    public static Step Forward(PostgresTable table, PostgresForeignKey key, PostgresTable target) =>
        new($"{Side(table, key.Columns)} -> {Side(target, key.TargetColumns)}", table, key.Columns, target, key.TargetColumns, false, key.Columns.All(column => table.Find(column) is { NotNull: true }));

    public static Step Backward(PostgresTable table, PostgresForeignKey key, PostgresTable target) =>
        new($"{Side(target, key.TargetColumns)} <- {Side(table, key.Columns)}", target, key.TargetColumns, table, key.Columns, true, false);

    private static string Side(PostgresTable table, IReadOnlyList<string> columns) =>
        columns is [var column] ? $"{LinkTable.Of(table)}.{LinkTable.Write(column)}" : $"{LinkTable.Of(table)}.({string.Join(", ", columns.Select(LinkTable.Write))})";
}
