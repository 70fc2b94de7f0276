using Granary.Adapters.Crm;
using Granary.Domain.Ports;

namespace Granary.Adapters.Sqlite;

/// <summary>A table as a module: without what stays out.</summary>
/// <param name="StaysOut">Conditions; a row for which one is true is left out.</param>
internal sealed record SqliteModule(SqliteTable Table, string DisplayName, IReadOnlyList<CrmColumn> Columns, IReadOnlyList<string> StaysOut)
{
    public string CountRows => $"SELECT count(*) FROM main.{SqliteText.Quote(Table.Name)}{SqliteText.Keep(StaysOut)}";

    /// <summary>The rows in their order, without the first ?1 ones.</summary>
    /// <exception cref="InvalidOperationException">A column does not exist or stays out.</exception>
    public string SelectRows(IReadOnlyList<CrmColumn> columns)
    {
        foreach (var column in columns)
            if (!Columns.Any(known => known.Name == column.Name))
                throw new InvalidOperationException($"The column '{column.Name}' of the module '{Table.Name}' does not exist or stays out of backups.");
        return SelectRows(columns.Select(column => SqliteText.Quote(column.Name)));
    }

    public string SelectRows(IEnumerable<string> expressions)
    {
        var (hint, orderBy) = Table.Order();
        var list = string.Join(", ", expressions);
        return $"SELECT {(list.Length == 0 ? "NULL" : list)} FROM main.{SqliteText.Quote(Table.Name)}{hint}{SqliteText.Keep(StaysOut)}{orderBy} LIMIT -1 OFFSET ?1";
    }
}
