using Granary.Adapters.Crm;

namespace Granary.Adapters.Postgres.Ties;

/// <summary>Finds how each table of a database with a tenant column is tied to its tenants.</summary>
internal sealed class TieMap
{
    /// <param name="tables">Every table of the database, views that were asked for included.</param>
    public TieMap(IReadOnlyList<PostgresTable> tables, CrmOptions options) => throw new NotImplementedException($"{tables.Count} {options.TenantColumn}");

    /// <summary>What of <c>Links</c> does not fit the database, as sentences that say what to write instead.</summary>
    public IReadOnlyList<string> Errors { get; } = [];

    /// <summary>The tie of a table; null when nothing leads from it to a tenant.</summary>
    public Tie? Find(PostgresTable table) => throw new NotImplementedException(table.Name);
}
