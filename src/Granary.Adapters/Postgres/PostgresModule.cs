using Granary.Adapters.Postgres.Ties;
using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>A table as a module of one tenant: without what stays out, and without the rows of others.</summary>
/// <param name="Tie">How its rows are tied to the tenant; null when all of them are the tenant's.</param>
/// <param name="Conditions">What is true of the rows that are taken, as SQL about <c>t</c>.</param>
internal sealed record PostgresModule(PostgresTable Table, string DisplayName, IReadOnlyList<CrmColumn> Columns, Tie? Tie, IReadOnlyList<string> Conditions)
{
    public string Rows => $"{Table.From}{(Conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", Conditions.Select(condition => $"({condition})"))}")}";

    public CrmModule Describe(long? records) => new(Table.Name, DisplayName, Columns, records, Table.OrderedBy, Tie?.Words);

    /// <summary>The columns as the catalogue knows them.</summary>
    /// <exception cref="InvalidOperationException">One does not exist or stays out.</exception>
    public IReadOnlyList<PostgresColumn> Find(IReadOnlyList<CrmColumn> columns) =>
        [.. columns.Select(column => Columns.Any(known => known.Name == column.Name) ? Table.Find(column.Name)! :
            throw new InvalidOperationException($"The column '{column.Name}' of the module '{Table.Name}' does not exist or stays out of backups."))];

    /// <summary>The rows in their order, without the first ones.</summary>
    /// <param name="expressions">What is read of each row, as SQL about <c>t</c>.</param>
    public string Select(IEnumerable<string> expressions, long skip) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SELECT {string.Join(", ", expressions)} FROM {Rows} ORDER BY {Table.OrderBy} OFFSET {skip}");
}
