namespace Granary.Adapters.Postgres.Ties;

/// <summary>
/// Finds what ties each table. In rounds, so that the outcome depends on the tables and not on their order: first what is tied
/// strongly, then, from there, what tenants share.
/// </summary>
internal sealed class BondSearch
{
    private readonly string tenantColumn;
    private readonly string? sharedKey;
    private readonly Dictionary<uint, PostgresTable> tables;
    private readonly ILookup<uint, string> ownRows;
    private readonly ILookup<uint, Step> linked;
    private readonly ILookup<uint, Step> forward;
    private readonly ILookup<uint, Step> backward;
    private readonly Dictionary<uint, int> levels = [];
    private readonly HashSet<uint> strong = [];
    private int level;

    /// <param name="sharedKey">What stands in the tenant column of rows of all, as in the settings.</param>
    /// <param name="ownRows">Columns with the key of the tenant that the settings name, by table.</param>
    /// <param name="linked">What the settings name beside, by table.</param>
    public BondSearch(IReadOnlyList<PostgresTable> tables, string tenantColumn, string? sharedKey, ILookup<uint, string> ownRows, ILookup<uint, Step> linked)
    {
        this.tenantColumn = tenantColumn;
        this.sharedKey = sharedKey;
        this.tables = tables.ToDictionary(table => table.Oid);
        this.linked = linked;
        var keys = tables.SelectMany(table => table.ForeignKeys.Select(key => (Table: table, Key: key)))
            .Where(pair => this.tables.ContainsKey(pair.Key.Target))
            .Select(pair => (pair.Table, pair.Key, Target: this.tables[pair.Key.Target])).ToList();
        var tenants = keys.Where(pair => pair.Key.Columns is [var column] && column == tenantColumn && !Has(pair.Target) && !ownRows.Contains(pair.Target.Oid) && !linked.Contains(pair.Target.Oid))
            .Select(pair => (pair.Target.Oid, Column: pair.Key.TargetColumns[0])).Distinct().ToList();
        this.ownRows = tenants is [var only] ? ownRows.SelectMany(group => group, (group, column) => (Oid: group.Key, Column: column)).Append(only).ToLookup(row => row.Oid, row => row.Column) : ownRows;
        var others = keys.Where(pair => pair.Target != pair.Table).ToList();
        forward = others.ToLookup(pair => pair.Table.Oid, pair => Step.Forward(pair.Table, pair.Key, pair.Target));
        backward = others.ToLookup(pair => pair.Target.Oid, pair => Step.Backward(pair.Table, pair.Key, pair.Target));
    }

    /// <summary>The bonds by table; what has none is tied to nobody.</summary>
    public Dictionary<uint, Bond> Run()
    {
        Round(tables.Values.Where(HoldsKey), isStrong: true);
        while (Round(Untied.Where(IsTiedStrongly), isStrong: true))
        {
        }

        while (Round(Untied.Where(table => Ways(table).Any(step => levels.ContainsKey(step.Target.Oid))), isStrong: false))
        {
        }

        return levels.Keys.ToDictionary(oid => oid, oid => Make(tables[oid]));
    }

    private IEnumerable<PostgresTable> Untied => tables.Values.Where(table => !levels.ContainsKey(table.Oid));

    private bool Has(PostgresTable table) => table.Find(tenantColumn) is not null;

    private bool IsConfigured(PostgresTable table) => ownRows.Contains(table.Oid) || linked.Contains(table.Oid);

    private bool HoldsKey(PostgresTable table) => Has(table) || (ownRows.Contains(table.Oid) && !linked.Contains(table.Oid));

    private bool IsTiedStrongly(PostgresTable table) => IsConfigured(table)
        ? linked[table.Oid].All(step => !step.IsBackward && strong.Contains(step.Target.Oid))
        : forward[table.Oid].Any(step => strong.Contains(step.Target.Oid));

    /// <summary>By which steps a table may be tied, before it is known where they lead.</summary>
    private IEnumerable<Step> Ways(PostgresTable table) =>
        IsConfigured(table) ? linked[table.Oid].Where(step => step.Target != table)
        : strong.Contains(table.Oid) ? forward[table.Oid].Where(step => strong.Contains(step.Target.Oid))
        : backward[table.Oid];

    private bool Round(IEnumerable<PostgresTable> found, bool isStrong)
    {
        var tied = found.Select(table => table.Oid).ToList();
        foreach (var oid in tied)
        {
            levels.Add(oid, level);
            if (isStrong) strong.Add(oid);
        }

        level++;
        return tied.Count > 0;
    }

    private Bond Make(PostgresTable table)
    {
        var (level, isStrong) = (levels[table.Oid], strong.Contains(table.Oid));
        if (Has(table)) return new(level, isStrong, [tenantColumn], []);
        var steps = Ways(table).Where(step => levels.ContainsKey(step.Target.Oid) && !Turns(step)).ToList();
        if (isStrong && !IsConfigured(table))
            steps = steps.Where(step => step.IsCertain && !HasShared(step.Target)).OrderBy(step => levels[step.Target.Oid]).Take(1).ToList() is [var certain] ? [certain] : steps;
        else if (!IsConfigured(table))
            steps.Sort((left, right) => string.CompareOrdinal(left.Words, right.Words));
        return new(level, isStrong, [.. ownRows[table.Oid].Distinct()], steps);
    }

    /// <summary>Whether rows of a strongly tied table may be of all: to point to such a one does not say whose a row is.</summary>
    private bool HasShared(PostgresTable table) => sharedKey is not null && (Has(table)
        ? sharedKey != "NULL" || !table.Find(tenantColumn)!.NotNull
        : Ways(table).Any(step => levels.TryGetValue(step.Target.Oid, out var before) && before < levels[table.Oid] && HasShared(step.Target)));

    /// <summary>
    /// Whether a step closes a circle. Of the steps of a circle those are kept that lead to what was found earlier, so that at
    /// least one always stays.
    /// </summary>
    private bool Turns(Step step) => !(Rank(step.Target).CompareTo(Rank(step.Table)) < 0) && Reaches(step.Target, step.Table.Oid);

    private (int Level, string Schema, string Table) Rank(PostgresTable table) => (levels[table.Oid], table.Schema, table.Table);

    private bool Reaches(PostgresTable from, uint goal)
    {
        var seen = new HashSet<uint> { from.Oid };
        var open = new Stack<PostgresTable>([from]);
        while (open.TryPop(out var table))
        {
            if (table.Oid == goal) return true;
            if (Has(table)) continue;
            foreach (var step in Ways(table).Where(step => seen.Add(step.Target.Oid))) open.Push(step.Target);
        }

        return false;
    }
}
