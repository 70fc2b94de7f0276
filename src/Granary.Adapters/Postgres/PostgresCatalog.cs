using Granary.Adapters.Crm;
using Granary.Adapters.Postgres.Ties;
using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>What a backup of one tenant takes of a database: its tables under the mapping of the operator.</summary>
internal sealed class PostgresCatalog
{
    private static readonly HashSet<string> SecretTypes = new(StringComparer.Ordinal) { "text", "varchar", "bpchar", "citext", "bytea", "json", "jsonb", "hstore", "_text", "_varchar" };

    private readonly CrmOptions options;
    private readonly PostgresTenant tenant;
    private readonly CrmMapping<PostgresTable> mapping;
    private readonly TieMap? ties;
    private readonly List<PostgresTable> untied = [];

    /// <exception cref="InvalidOperationException">The mapping names something that the database does not have.</exception>
    public PostgresCatalog(IReadOnlyList<PostgresTable> tables, CrmOptions options, PostgresTenant tenant)
    {
        this.options = options;
        this.tenant = tenant;
        Tables = tables;
        mapping = new CrmMapping<PostgresTable>(tables, options, StringComparer.Ordinal);
        ties = options.Tenancy is CrmTenancy.Column ? new TieMap(tables, options) : null;
        foreach (var error in ties?.Errors ?? []) mapping.Fail(error);
        mapping.NoteExclusions(IsWanted);
        Attachments = FindAttachments();
        Modules = [.. tables.Where(IsModule).Select(table => Map(table, [.. ColumnsOf(table)]))];
        mapping.ThrowIfWrong();
    }

    public IReadOnlyList<PostgresTable> Tables { get; }

    public IReadOnlyList<PostgresModule> Modules { get; }

    public PostgresAttachments? Attachments { get; }

    public IReadOnlyList<CrmExclusion> Exclusions => mapping.Exclusions;

    /// <summary>Tables that would be modules if something tied them to a tenant.</summary>
    public IReadOnlyList<PostgresTable> Untied => untied;

    /// <exception cref="InvalidOperationException">There is none, or it stays out.</exception>
    public PostgresModule Find(string name) =>
        Modules.FirstOrDefault(module => module.Table.Name == name)
        ?? throw new InvalidOperationException($"The module '{name}' does not exist or stays out of backups.");

    private IEnumerable<string> SecretColumns => options.SecretColumns.Count > 0 ? options.SecretColumns : CrmOptions.DefaultSecretColumns;

    private bool IsModule(PostgresTable table)
    {
        if (!IsWanted(table))
            return LeaveOut(table, ExclusionCause.View, "It is a view: it shows again what tables hold.");
        if (table.Kind is PostgresTableKind.Foreign)
            return LeaveOut(table, ExclusionCause.Foreign, "It is a foreign table: its rows are in another database, and not in the snapshot.");
        if (table.Extension is { } extension)
            return LeaveOut(table, ExclusionCause.Extension, $"It belongs to the extension {extension}.");
        if (!mapping.Takes(table)) return false;
        if (ties is null || ties.Find(table) is not null) return true;
        untied.Add(table);
        return LeaveOut(table, ExclusionCause.Untied, "Nothing ties its rows to a tenant.");
    }

    /// <summary>Views are taken, and their names mean anything, where they are asked for.</summary>
    private bool IsWanted(PostgresTable table) =>
        table.Kind is not (PostgresTableKind.View or PostgresTableKind.MaterializedView) || NamePattern.AnyMatches(options.Views, table.Name, StringComparer.Ordinal);

    private bool LeaveOut(PostgresTable table, ExclusionCause cause, string reason)
    {
        mapping.LeaveOut(ExclusionKind.Table, table.Name, cause, reason);
        return false;
    }

    private PostgresModule Map(PostgresTable table, IReadOnlyList<CrmColumn> columns, string? staysOut = null)
    {
        var tie = ties?.Find(table);
        return new PostgresModule(table, mapping.DisplayName(table), columns, tie,
        [
            .. tie is null ? [] : new[] { tie.Condition(tenant.Key!) },
            // The line break ends a comment that a condition may end with.
            .. mapping.RowsOutOf(table).Append(staysOut).OfType<string>().Select(condition => $"(\n{condition}\n) IS NOT TRUE"),
        ]);
    }

    private IEnumerable<CrmColumn> ColumnsOf(PostgresTable table)
    {
        foreach (var column in mapping.ColumnsOf(table))
        {
            var known = table.Find(column.Name)!;
            var (cause, reason) =
                IsSecret(table, known) ? (ExclusionCause.Secret, "It looks like a secret.") :
                known is { IsGenerated: true, BaseType: "tsvector" } && !options.SearchColumns ? (ExclusionCause.Search, "It is made from other columns, for searching.") :
                !known.MayRead && table.Columns.Any(other => other.MayRead) ? (ExclusionCause.Unreadable, "The role that reads the database has no right to this column.") :
                default;
            if (reason is null) yield return column;
            else mapping.LeaveOut(ExclusionKind.Column, $"{table.Name}.{column.Name}", cause, reason);
        }
    }

    private bool IsSecret(PostgresTable table, PostgresColumn column) =>
        SecretTypes.Contains(column.BaseType[(column.BaseType.LastIndexOf('.') + 1)..])
        && !table.PrimaryKey.Contains(column.Name)
        && (NamePattern.AnyMatches(SecretColumns, column.Name, SqlName.Comparer) || NamePattern.AnyMatches(SecretColumns, $"{table.Name}.{column.Name}", SqlName.Comparer));

    private PostgresAttachments? FindAttachments()
    {
        if (mapping.FindAttachments() is not var (table, attachments, path)) return null;
        if (attachments.ContentColumn is { } content && table.Find(content) is { BaseType: not ("bytea" or "oid" or "int8" or "int4") } wrong)
            mapping.Fail($"Attachments:ContentColumn is '{content}' of the type {wrong.Type}: name a column that holds bytes (bytea) or the number of a large object (oid).");
        if (ties is not null && ties.Find(table) is null)
            mapping.Fail($"Attachments:Table is '{table.Name}', which nothing ties to a tenant: add a line to Links.");
        return new PostgresAttachments(Map(table, [], attachments.Where), attachments, path);
    }
}
