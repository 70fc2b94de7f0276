namespace Granary.Adapters.Postgres.Ties;

/// <summary>Finds the tables and columns of links in a database.</summary>
internal sealed class LinkResolver(IReadOnlyList<PostgresTable> tables, string tenantColumn)
{
    /// <summary>What the link says, or why it cannot be meant.</summary>
    public (PostgresTable? Table, IReadOnlyList<Step> Steps, string? Fault) Resolve(Link link)
    {
        if (!TryFind(link.Table, link.Column, out var table, out var fault)) return (null, [], fault);
        if (link.TypeColumn is { } typeColumn && table.Find(typeColumn) is null) return (null, [], NoColumn(table, typeColumn));
        if (table.Find(tenantColumn) is not null) return (null, [], $"remove it: '{LinkTable.Of(table)}' has the column '{tenantColumn}', which says whose a row is");
        var steps = new List<Step>();
        foreach (var lead in link.Targets)
        {
            if (!TryFind(lead.Table, lead.Column, out var target, out fault)) return (null, [], fault);
            var type = link.TypeColumn is { } column && lead.Value is { } value ? (column, value) : ((string, string)?)null;
            steps.Add(new Step(link.Text, table, [link.Column], target, [lead.Column], link.IsBackward, false, type, link));
        }

        return (table, steps, null);
    }

    private bool TryFind(LinkTable name, string column, out PostgresTable table, out string? fault)
    {
        table = tables.FirstOrDefault(name.Names)!;
        fault = table is null ? NoTable(name) : table.Find(column) is null ? NoColumn(table, column) : null;
        return fault is null;
    }

    private string NoTable(LinkTable name)
    {
        var near = tables.Where(table => string.Equals(table.Table, name.Table, StringComparison.OrdinalIgnoreCase)).Select(LinkTable.Of).OrderBy(table => table.ToString(), StringComparer.Ordinal).ToList();
        return near.Count > 0
            ? $"there is no table '{name}', write {string.Join(" or ", near.Select(table => $"'{table}'"))}"
            : $"there is no table '{name}', write 'table.column' or 'schema.table.column' of a table, or of a view that Views asks for";
    }

    private static string NoColumn(PostgresTable table, string column)
    {
        var near = table.Columns.FirstOrDefault(candidate => string.Equals(candidate.Name, column, StringComparison.OrdinalIgnoreCase));
        var instead = near is null ? $"one of {string.Join(", ", table.Columns.Select(candidate => candidate.Name))}" : $"'{LinkTable.Write(near.Name)}'";
        return $"'{LinkTable.Of(table)}' has no column '{column}', write {instead}";
    }
}
