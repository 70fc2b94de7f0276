namespace Granary.Adapters.Postgres.Ties;

/// <summary>The tables of a database by what they are called in the names of columns.</summary>
internal sealed class NamedTables(IReadOnlyList<PostgresTable> tables)
{
    private readonly ILookup<string, PostgresTable> byName = tables
        .Where(table => table.Kind is PostgresTableKind.Table or PostgresTableKind.Partitioned or PostgresTableKind.Foreign)
        .ToLookup(table => SchemaWords.Snake(table.Table));

    /// <summary>
    /// The table that a column named after <paramref name="thing"/> points to: one of that name, one with the prefix that the pointing
    /// table has too (<c>crm_member.team_id</c>, <c>crm_team</c>), or, unless <paramref name="exactly"/>, one named like the end
    /// (<c>parent_category_id</c>). Null where there is none, or more than one.
    /// </summary>
    public PostgresTable? Find(PostgresTable from, string thing, bool exactly)
    {
        var names = new List<string> { thing };
        var prefix = SchemaWords.Snake(from.Table);
        while (prefix.LastIndexOf('_') is > 0 and var end) names.Add($"{prefix = prefix[..end]}_{thing}");
        if (!exactly)
            for (var start = thing.IndexOf('_', StringComparison.Ordinal); start >= 0; start = thing.IndexOf('_', start + 1)) names.Add(thing[(start + 1)..]);
        return names.Select(name => One(from, name)).FirstOrDefault(table => table is not null);
    }

    /// <summary>The table of the rows of a class.</summary>
    public PostgresTable? FindClass(PostgresTable from, string value) =>
        SchemaWords.OfClass(value).Select(thing => One(from, thing)).FirstOrDefault(table => table is not null);

    /// <summary>The column of a table that others point to by <paramref name="column"/>; null where the two cannot be compared.</summary>
    public static string? Key(PostgresTable target, PostgresColumn column)
    {
        var key = target.PrimaryKey is [var only] ? target.Find(only) : target.Find("id") ?? target.Find("Id") ?? target.Find(column.Name);
        return key is not null && ColumnFamily.Of(key) == ColumnFamily.Of(column) && ColumnFamily.Of(key) is ColumnFamily.Integer or ColumnFamily.Text or ColumnFamily.Uuid ? key.Name : null;
    }

    private PostgresTable? One(PostgresTable from, string thing)
    {
        var found = SchemaWords.Names(thing).SelectMany(name => byName[name]).ToList();
        var near = found.Where(table => table.Schema == from.Schema).ToList();
        return near.Count > 0 ? Only(near) : Only(found);
    }

    private static PostgresTable? Only(List<PostgresTable> found) => found is [var only] ? only : null;
}
