using Granary.Adapters.Crm;
using Granary.Domain.Ports;

namespace Granary.Adapters.Sqlite;

/// <summary>What a backup takes of a database: its tables under the mapping of the operator.</summary>
internal sealed class SqliteCatalog
{
    private readonly CrmMapping<SqliteTable> mapping;

    /// <exception cref="InvalidOperationException">The mapping names something that the database does not have.</exception>
    public SqliteCatalog(IReadOnlyList<SqliteTable> tables, CrmOptions options)
    {
        mapping = new CrmMapping<SqliteTable>(tables, options, SqlName.Comparer);
        mapping.NoteExclusions(_ => true);
        Attachments = FindAttachments();
        Modules = [.. tables.Where(IsModule).Select(table => Map(table))];
        mapping.ThrowIfWrong();
    }

    public IReadOnlyList<SqliteModule> Modules { get; }

    public SqliteAttachments? Attachments { get; }

    public IReadOnlyList<CrmExclusion> Exclusions => mapping.Exclusions;

    /// <exception cref="InvalidOperationException">There is none, or it stays out.</exception>
    public SqliteModule Find(string name) =>
        Modules.FirstOrDefault(module => module.Table.Name == name)
        ?? throw new InvalidOperationException($"The module '{name}' does not exist or stays out of backups.");

    private bool IsModule(SqliteTable table)
    {
        if (table.Unreadable is { } reason) mapping.LeaveOut(ExclusionKind.Table, table.Name, ExclusionCause.Unreadable, reason);
        return table.Unreadable is null && mapping.Takes(table);
    }

    private SqliteModule Map(SqliteTable table, string? staysOut = null) =>
        new(table, mapping.DisplayName(table), [.. mapping.ColumnsOf(table)], [.. mapping.RowsOutOf(table), .. staysOut is null ? [] : new[] { staysOut }]);

    private SqliteAttachments? FindAttachments()
    {
        if (mapping.FindAttachments() is not var (table, attachments, path)) return null;
        if (path is null && table.RowId is null)
            mapping.Fail($"Attachments:ContentColumn needs a table with a rowid, which '{table.Name}' is not: keep the content in files.");
        return new SqliteAttachments(Map(table, attachments.Where), attachments, path);
    }
}
