using Granary.Adapters.Crm;

namespace Granary.Adapters.Postgres.Ties;

/// <summary>
/// Finds how each table of a database with a tenant column is tied to its tenants. In this order: the column itself; the links in
/// the settings that name the table on the left; the row of the tenant, to which tenant columns are declared to point; foreign keys
/// to tables that are tied so; and, where there are none, foreign keys of tables that are tied to this one. A row is never tied by
/// pointing to what tenants merely share, unless a link says so.
/// </summary>
internal sealed class TieMap
{
    private readonly IReadOnlyDictionary<uint, Bond> bonds;
    private readonly string? sharedKey;

    /// <param name="tables">Every table of the database, views that were asked for included.</param>
    public TieMap(IReadOnlyList<PostgresTable> tables, CrmOptions options)
        : this(tables, options, Read(options.Links, out var unread))
    {
        Errors = [.. unread.Concat(Failures).OrderBy(failure => failure.Index).Select(failure => $"{CrmOptions.Section}:Links:{failure.Index} {failure.Fault}")];
    }

    /// <param name="links">Those of the settings and more, instead of those of the settings.</param>
    public TieMap(IReadOnlyList<PostgresTable> tables, CrmOptions options, IReadOnlyList<(int Index, Link Link)> links)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.TenantColumn);
        sharedKey = options.SharedKey;
        TenantColumn = options.TenantColumn;
        var resolver = new LinkResolver(tables, TenantColumn);
        var resolved = links.Select(link => (link.Index, link.Link, Found: resolver.Resolve(link.Link))).ToList();
        var good = resolved.Where(link => link.Found.Table is not null).Select(link => (link.Found.Table!.Oid, link.Link, link.Found.Steps)).ToList();
        bonds = new BondSearch(
            tables,
            TenantColumn,
            sharedKey,
            good.Where(link => link.Steps.Count == 0).ToLookup(link => link.Oid, link => link.Link.Column),
            good.SelectMany(link => link.Steps, (link, step) => (link.Oid, Step: step)).ToLookup(link => link.Oid, link => link.Step)).Run();
        Failures = [.. resolved.SelectMany(link => (link.Found.Fault is { } fault ? [fault] : link.Found.Steps.Select(Fault).OfType<string>()).Select(fault => (link.Index, $"is '{link.Link.Text}': {fault}.")))];
    }

    /// <summary>What of <c>Links</c> does not fit the database, as sentences that say what to write instead.</summary>
    public IReadOnlyList<string> Errors { get; } = [];

    /// <summary>The same by the number of the link.</summary>
    public IReadOnlyList<(int Index, string Fault)> Failures { get; }

    private string TenantColumn { get; }

    /// <summary>The tie of a table; null when nothing leads from it to a tenant.</summary>
    public Tie? Find(PostgresTable table) => bonds.ContainsKey(table.Oid)
        ? new Tie(Words(table), key => new TieWriter(bonds, (alias, column, withShared) => Holds(alias, column, key, withShared)).Write(table, "t"), Orphan(table))
        : null;

    public Bond? FindBond(PostgresTable table) => bonds.GetValueOrDefault(table.Oid);

    /// <summary>The links of the settings that can be read, and what is wrong with the others.</summary>
    public static IReadOnlyList<(int Index, Link Link)> Read(IEnumerable<string> texts, out IReadOnlyList<(int Index, string Fault)> unread)
    {
        var (links, faults) = (new List<(int, Link)>(), new List<(int, string)>());
        foreach (var (index, text) in texts.Index())
            if (Link.TryParse(text, out var link, out var error)) links.Add((index, link));
            else faults.Add((index, error));
        unread = faults;
        return links;
    }

    private string Words(PostgresTable table)
    {
        var bond = bonds[table.Oid];
        var columns = bond.KeyColumns.Select(column => column == TenantColumn ? column : $"{LinkTable.Of(table)}.{LinkTable.Write(column)}");
        return string.Join("; ", columns.Concat(bond.Steps.Select(step => step.Words)).Distinct());
    }

    private string Holds(string alias, string column, string key, bool withShared)
    {
        var cell = $"{alias}.{PostgresText.Quote(column)}";
        var own = $"{cell} = {PostgresText.Literal(key)}";
        if (column != TenantColumn || sharedKey is null || !withShared) return own;
        return $"({own} OR {(sharedKey == "NULL" ? $"{cell} IS NULL" : $"{cell} = {PostgresText.Literal(sharedKey)}")})";
    }

    /// <summary>The tie to whomever, turned round: what it does not reach, it reaches for no key.</summary>
    private string Orphan(PostgresTable table)
    {
        var anybody = new TieWriter(bonds, HoldsAny);
        return $"({anybody.Write(table, "t")}) IS NOT TRUE";
    }

    private string HoldsAny(string alias, string column, bool withShared)
    {
        var cell = $"{alias}.{PostgresText.Quote(column)}";
        return (column == TenantColumn ? sharedKey : null, withShared) switch
        {
            ("NULL", true) => "true",
            (null or "NULL", _) or (_, true) => $"{cell} IS NOT NULL",
            var (shared, _) => $"{cell} <> {PostgresText.Literal(shared)}",
        };
    }

    private string? Fault(Step step)
    {
        if (step.Target == step.Table) return "remove it, a table cannot tie itself, or write how the first of its rows is tied";
        if (!bonds.ContainsKey(step.Target.Oid)) return $"nothing ties '{LinkTable.Of(step.Target)}' to a tenant, write a link for it too";
        return bonds[step.Table.Oid].Steps.Contains(step) ? null : $"remove it, '{LinkTable.Of(step.Target)}' is itself tied by '{LinkTable.Of(step.Table)}'";
    }
}
