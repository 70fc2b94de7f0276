using Granary.Adapters.Crm;

namespace Granary.Adapters.Postgres.Ties;

/// <summary>
/// Proposes links for tables that nothing ties, from the names of their columns. They are for a person to read before they are
/// copied into the settings, so they rather leave a table out than guess: what tenants share is not gone through, except to
/// members of tenants and to what is named after it.
/// </summary>
internal sealed class LinkProposals
{
    private readonly IReadOnlyList<PostgresTable> tables;
    private readonly CrmOptions options;
    private readonly Func<PostgresTable, string, IReadOnlyList<string>> values;
    private readonly NamedTables named;
    private readonly ILookup<uint, Pointer> pointers;
    private readonly ILookup<uint, Pointer> referrers;
    private readonly List<(int Index, Link Link)> links;
    private readonly HashSet<string> refused = [];
    private TieMap map;

    private LinkProposals(IReadOnlyList<PostgresTable> tables, CrmOptions options, Func<PostgresTable, string, IReadOnlyList<string>> values)
    {
        this.tables = [.. tables.OrderBy(table => table.Schema, StringComparer.Ordinal).ThenBy(table => table.Table, StringComparer.Ordinal)];
        this.options = options;
        this.values = values;
        named = new NamedTables(this.tables);
        var all = this.tables.SelectMany(Pointers).ToList();
        pointers = all.ToLookup(pointer => pointer.Table.Oid);
        referrers = all.Where(pointer => pointer.IsExact).ToLookup(pointer => pointer.Target.Oid);
        links = [.. TieMap.Read(options.Links, out _)];
        map = new TieMap(this.tables, options, links);
    }

    /// <param name="values">What stands in a column of a table, each value once.</param>
    /// <returns>Links that can be added to those of the settings as they stand.</returns>
    public static IReadOnlyList<string> Find(IReadOnlyList<PostgresTable> tables, CrmOptions options, Func<PostgresTable, string, IReadOnlyList<string>> values) =>
        new LinkProposals(tables, options, values).Run();

    /// <summary>The surest kind of link first, and from the start again whenever one was found, because others may now lead to it.</summary>
    private List<string> Run()
    {
        var given = links.Count;
        Func<PostgresTable, IReadOnlyList<Link>>[] kinds = [Own, Forward, Members, table => ByType(table, whole: true), ToShared, Shared, table => ByType(table, whole: false)];
        while (kinds.Any(Add))
        {
        }

        return [.. links.Skip(given).Select(link => link.Link.Text)];
    }

    private bool Add(Func<PostgresTable, IReadOnlyList<Link>> kind)
    {
        var found = tables.Where(table => map.FindBond(table) is null).SelectMany(kind).Where(link => !refused.Contains(link.Text)).ToList();
        if (found.Count == 0) return false;
        var first = links.Select(link => link.Index).DefaultIfEmpty(-1).Max() + 1;
        var more = found.Select((link, place) => (Index: first + place, Link: link)).ToList();
        var wrong = new TieMap(tables, options, [.. links, .. more]).Failures.Select(failure => failure.Index).ToHashSet();
        refused.UnionWith(found.Select(link => link.Text));
        links.AddRange(more.Where(link => !wrong.Contains(link.Index)));
        map = new TieMap(tables, options, links);
        return true;
    }

    /// <summary>The tenants' table, by the name of the tenant column.</summary>
    private Link[] Own(PostgresTable table)
    {
        var column = tables.Select(other => other.Find(options.TenantColumn!)).FirstOrDefault(column => column is not null);
        return column is not null && SchemaWords.Referent(column.Name) is { } thing && named.Find(table, thing, exactly: true) == table && NamedTables.Key(table, column) is { } key
            ? [Link.OwnRow(LinkTable.Of(table), key)]
            : [];
    }

    /// <summary>To what belongs to one tenant: by the column that no row lacks, or by all there are.</summary>
    private IReadOnlyList<Link> Forward(PostgresTable table)
    {
        var ways = Leading(table, target => map.FindBond(target) is { IsStrong: true });
        return ways.Where(way => way.Column.NotNull).OrderBy(way => map.FindBond(way.Target)!.Level).Take(1).ToList() is [var certain]
            ? [ToTarget(certain)]
            : [.. ways.Select(ToTarget)];
    }

    /// <summary>To members of tenants, or to what the table is named after: <c>user_settings</c> belong to whom the user belongs.</summary>
    private IReadOnlyList<Link> ToShared(PostgresTable table)
    {
        var ways = Leading(table, target => map.FindBond(target) is { IsStrong: false } bond
            && (bond.Steps.Any(step => step.IsBackward && IsMembership(step.Target, target)) || IsNamedAfter(table, target)));
        return [.. ways.OrderByDescending(way => way.Column.NotNull).Take(1).Select(ToTarget)];
    }

    /// <summary>Users and the like, by the table that says to which tenants they belong.</summary>
    private IReadOnlyList<Link> Members(PostgresTable table) => [.. Tied(table).Where(way => IsMembership(way.Table, table)).Select(FromTarget)];

    /// <summary>What tenants share, by all that is theirs and points to it.</summary>
    private IReadOnlyList<Link> Shared(PostgresTable table) => [.. Tied(table).Select(FromTarget)];

    /// <summary>
    /// By pairs of a type and an id. <paramref name="whole"/> asks that all tables are tied to which the types lead. Where several pairs
    /// lead to what belongs to one tenant, what tenants share is left out: who did something does not say whose it is.
    /// </summary>
    private IReadOnlyList<Link> ByType(PostgresTable table, bool whole)
    {
        var pairs = Pairs(table).Select(pair => (pair.Type, pair.Id, Targets: Targets(table, pair.Type, pair.Id, whole))).Where(pair => pair.Targets.Count > 0).ToList();
        var sure = pairs.Where(pair => pair.Targets.Any(target => target.IsStrong)).ToList();
        if (sure.Count == 0) sure = [.. pairs.Take(1)];
        return [.. sure.Select(pair => Link.ByType(LinkTable.Of(table), pair.Type.Name, pair.Id.Name, [.. pair.Targets.Where(target => target.IsStrong || sure.Count == 1).Select(target => target.Target)]))];
    }

    private List<(LinkTarget Target, bool IsStrong)> Targets(PostgresTable table, PostgresColumn type, PostgresColumn id, bool whole)
    {
        var leads = values(table, type.Name).Distinct().Order(StringComparer.Ordinal)
            .Select(value => (Value: value, Table: named.FindClass(table, value)))
            .Where(lead => lead.Table is not null && lead.Table != table)
            .Select(lead => (lead.Value, Table: lead.Table!, Key: NamedTables.Key(lead.Table!, id), Bond: map.FindBond(lead.Table!)))
            .Where(lead => lead.Key is not null).ToList();
        if (whole && leads.Any(lead => lead.Bond is null)) return [];
        return [.. leads.Where(lead => lead.Bond is not null).Select(lead => (new LinkTarget(lead.Value, LinkTable.Of(lead.Table), lead.Key!), lead.Bond!.IsStrong))];
    }

    /// <summary>Columns of which one may say where the other points.</summary>
    public static IEnumerable<(PostgresColumn Type, PostgresColumn Id)> Pairs(PostgresTable table)
    {
        var ids = table.Columns.Where(column => SchemaWords.Referent(column.Name) is not null).ToLookup(column => SchemaWords.Referent(column.Name)!);
        return table.Columns.Select(type => (Type: type, Name: SchemaWords.Snake(type.Name)))
            .Where(type => type.Name.EndsWith("_type", StringComparison.Ordinal) && ColumnFamily.Of(type.Type) != ColumnFamily.Integer)
            .SelectMany(type => ids[type.Name[..^"_type".Length]].Take(1), (type, id) => (type.Type, id));
    }

    /// <summary>The columns that point to a table of a kind; those that name it in full, if there are any.</summary>
    private List<Pointer> Leading(PostgresTable table, Func<PostgresTable, bool> leads)
    {
        var ways = pointers[table.Oid].Where(pointer => leads(pointer.Target)).ToList();
        var exact = ways.Where(pointer => pointer.IsExact).ToList();
        return exact.Count > 0 ? exact : ways;
    }

    private IEnumerable<Pointer> Tied(PostgresTable table) => referrers[table.Oid].Where(pointer => map.FindBond(pointer.Table) is not null);

    private IEnumerable<Pointer> Pointers(PostgresTable table)
    {
        var typed = Pairs(table).Select(pair => pair.Id).ToHashSet();
        return from column in table.Columns
               where !typed.Contains(column)
               let thing = SchemaWords.Referent(column.Name)
               where thing is not null
               let exact = named.Find(table, thing, exactly: true)
               let target = exact ?? named.Find(table, thing, exactly: false)
               where target is not null && target != table
               let key = NamedTables.Key(target, column)
               where key is not null
               select new Pointer(table, column, target, key, exact is not null);
    }

    private static Link ToTarget(Pointer way) => Link.Forward(LinkTable.Of(way.Table), way.Column.Name, LinkTable.Of(way.Target), way.Key);

    private static Link FromTarget(Pointer way) => Link.Backward(LinkTable.Of(way.Target), way.Key, LinkTable.Of(way.Table), way.Column.Name);

    /// <summary>Whether a table says which members tenants have, such as <c>account_users</c>, <c>users_accounts</c> or <c>memberships</c>.</summary>
    private bool IsMembership(PostgresTable join, PostgresTable member)
    {
        if (join.Find(options.TenantColumn!) is null) return false;
        var name = SchemaWords.Snake(join.Table);
        if (name.Split('_')[^1] is "member" or "members" or "membership" or "memberships") return true;
        var tenants = SchemaWords.Names(SchemaWords.Referent(options.TenantColumn!) ?? SchemaWords.Snake(options.TenantColumn!)).ToList();
        var members = SchemaWords.Snake(member.Table);
        return tenants.Any(tenant =>
            (name.StartsWith($"{tenant}_", StringComparison.Ordinal) && IsOf(name[(tenant.Length + 1)..], members))
            || (name.EndsWith($"_{tenant}", StringComparison.Ordinal) && IsOf(name[..^(tenant.Length + 1)], members)));
    }

    /// <summary>Whether two words are the same but for their number.</summary>
    private static bool IsOf(string word, string table) => word == table || SchemaWords.Names(word).Contains(table) || SchemaWords.Names(table).Contains(word);

    private static bool IsNamedAfter(PostgresTable table, PostgresTable target)
    {
        var words = SchemaWords.Snake(table.Table);
        for (var end = words.IndexOf('_', StringComparison.Ordinal); end > 0; end = words.IndexOf('_', end + 1))
            if (IsOf(words[..end], SchemaWords.Snake(target.Table))) return true;
        return false;
    }
}
