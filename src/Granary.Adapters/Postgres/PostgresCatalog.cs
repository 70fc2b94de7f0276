using Granary.Adapters.Crm;
using Granary.Adapters.Postgres.Ties;
using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>What a backup of one tenant takes of a database: its tables under the mapping of the operator.</summary>
internal sealed class PostgresCatalog
{
    private static readonly HashSet<string> SecretTypes = new(StringComparer.Ordinal) { "text", "varchar", "bpchar", "citext", "bytea", "json", "jsonb", "hstore", "_text", "_varchar" };

    private readonly List<string> errors = [];
    private readonly List<CrmExclusion> exclusions = [];
    private readonly IReadOnlyList<PostgresTable> tables;
    private readonly CrmOptions options;
    private readonly PostgresTenant tenant;
    private readonly TieMap? ties;

    /// <exception cref="InvalidOperationException">The mapping names something that the database does not have.</exception>
    public PostgresCatalog(IReadOnlyList<PostgresTable> tables, CrmOptions options, PostgresTenant tenant)
    {
        this.tables = tables;
        this.options = options;
        this.tenant = tenant;
        ties = options.Tenancy is CrmTenancy.Column ? new TieMap(tables, options) : null;
        if (ties is not null) errors.AddRange(ties.Errors);
        foreach (var exclusion in options.Exclude) Note(exclusion);
        Attachments = options.Attachments is { } attachments ? Map(attachments) : null;
        Modules = [.. tables.Where(IsModule).Select(Map)];
        if (errors.Count > 0)
            throw new InvalidOperationException($"{CrmOptions.Section} does not fit the database, and nothing is backed up before it does. {string.Join(" ", errors)}");
    }

    public IReadOnlyList<PostgresModule> Modules { get; }

    public PostgresAttachments? Attachments { get; }

    public IReadOnlyList<CrmExclusion> Exclusions => exclusions;

    /// <summary>Tables that nothing ties to a tenant.</summary>
    public IReadOnlyList<PostgresTable> Untied => untied;

    private readonly List<PostgresTable> untied = [];

    /// <exception cref="InvalidOperationException">There is none, or it stays out.</exception>
    public PostgresModule Find(string name) =>
        Modules.FirstOrDefault(module => module.Table.Name == name)
        ?? throw new InvalidOperationException($"The module '{name}' does not exist or stays out of backups.");

    private void Note(CrmExclusionOptions exclusion)
    {
        var found = false;
        foreach (var table in tables.Where(table => IsOf(exclusion, table) && IsWanted(table)))
        {
            if (exclusion.Column is not null && table.Find(exclusion.Column) is null) continue;
            found = true;
            exclusions.Add(exclusion switch
            {
                { Column: not null } => new CrmExclusion(ExclusionKind.Column, $"{table.Name}.{exclusion.Column}", exclusion.Reason),
                { Where: not null } => new CrmExclusion(ExclusionKind.Rows, table.Name, exclusion.Reason),
                _ => new CrmExclusion(ExclusionKind.Table, table.Name, exclusion.Reason),
            });
        }
        if (!found && !exclusion.Optional)
            errors.Add($"Exclude names {(exclusion.Column is null ? $"the table '{exclusion.Table}'" : $"the column '{exclusion.Table}.{exclusion.Column}'")}, which is not there: correct the name, or say Optional.");
    }

    private bool IsModule(PostgresTable table)
    {
        if (options.Attachments is { AsModule: false } attachments && attachments.Table == table.Name) return false;
        if (RulesFor(table).Any(exclusion => exclusion is { Column: null, Where: null })) return false;
        var (cause, reason) = table switch
        {
            { Kind: PostgresTableKind.Foreign } => (ExclusionCause.Foreign, "It is a foreign table: its rows are in another database, and not in the snapshot."),
            { Kind: PostgresTableKind.View or PostgresTableKind.MaterializedView } when !IsWanted(table) => (ExclusionCause.View, "It is a view: it shows again what tables hold."),
            { Extension: { } extension } => (ExclusionCause.Extension, $"It belongs to the extension {extension}."),
            _ when options.Include.Count > 0 && !NamePattern.AnyMatches(options.Include, table.Name, StringComparer.Ordinal) => (ExclusionCause.NotIncluded, "The settings name the tables to take, and not this one."),
            _ => (ExclusionCause.Configured, ""),
        };
        if (reason.Length == 0 && ties is not null && ties.Find(table) is null)
        {
            (cause, reason) = (ExclusionCause.Untied, "Nothing ties its rows to a tenant.");
            untied.Add(table);
        }
        if (reason.Length == 0) return true;
        exclusions.Add(new CrmExclusion(ExclusionKind.Table, table.Name, reason, cause));
        return false;
    }

    /// <summary>Views are taken, and their names mean anything, where they are asked for.</summary>
    private bool IsWanted(PostgresTable table) =>
        table.Kind is not (PostgresTableKind.View or PostgresTableKind.MaterializedView) || NamePattern.AnyMatches(options.Views, table.Name, StringComparer.Ordinal);

    private PostgresModule Map(PostgresTable table)
    {
        var labels = options.Modules.FirstOrDefault(module => module.Table == table.Name);
        var columns = table.Columns.Where(column => IsTaken(table, column))
            .Select(column => new CrmColumn(column.Name, column.Type, labels?.Columns.FirstOrDefault(label => label.Name == column.Name)?.DisplayName));
        var tie = ties?.Find(table);
        return new PostgresModule(table, labels?.DisplayName ?? table.Name, [.. columns], tie,
        [
            .. tie is null ? [] : new[] { tie.Condition(tenant.Key!) },
            .. RulesFor(table).Select(exclusion => exclusion.Where).OfType<string>().Select(StaysOut),
        ]);
    }

    private bool IsTaken(PostgresTable table, PostgresColumn column)
    {
        if (RulesFor(table).Any(exclusion => exclusion.Column == column.Name)) return false;
        var (cause, reason) =
            IsSecret(table, column) ? (ExclusionCause.Secret, "It looks like a secret.") :
            column is { IsGenerated: true, BaseType: "tsvector" } && !options.SearchColumns ? (ExclusionCause.Search, "It is made from other columns, for searching.") :
            !column.MayRead && table.Columns.Any(other => other.MayRead) ? (ExclusionCause.Unreadable, "The role that reads the database has no right to this column.") :
            default;
        if (reason is null) return true;
        exclusions.Add(new CrmExclusion(ExclusionKind.Column, $"{table.Name}.{column.Name}", reason, cause));
        return false;
    }

    private IEnumerable<string> SecretColumns => options.SecretColumns.Count > 0 ? options.SecretColumns : CrmOptions.DefaultSecretColumns;

    private bool IsSecret(PostgresTable table, PostgresColumn column) =>
        SecretTypes.Contains(column.BaseType[(column.BaseType.LastIndexOf('.') + 1)..])
        && !table.PrimaryKey.Contains(column.Name)
        && (NamePattern.AnyMatches(SecretColumns, column.Name, SqlName.Comparer) || NamePattern.AnyMatches(SecretColumns, $"{table.Name}.{column.Name}", SqlName.Comparer));

    private PostgresAttachments? Map(CrmAttachmentOptions attachments)
    {
        if (tables.FirstOrDefault(table => table.Name == attachments.Table) is not { } table)
        {
            errors.Add($"Attachments:Table is '{attachments.Table}', which is not there: correct the name.");
            return null;
        }
        var path = attachments.Path is null ? null : PathTemplate.Parse(attachments.Path);
        string[] used =
        [
            attachments.IdColumn, attachments.RecordIdColumn, attachments.FileNameColumn,
            .. attachments.Module is null ? [attachments.ModuleColumn] : Array.Empty<string>(),
            .. path?.Columns ?? [attachments.ContentColumn!],
        ];
        var missing = used.Where(column => table.Find(column) is null).Distinct().ToList();
        foreach (var column in missing) errors.Add($"Attachments names the column '{table.Name}.{column}', which is not there: correct the name.");
        if (attachments.ContentColumn is { } content && table.Find(content) is { BaseType: not ("bytea" or "oid" or "int8" or "int4") } wrong)
            errors.Add($"Attachments:ContentColumn is '{content}' of the type {wrong.Type}: name a column that holds bytes (bytea) or the number of a large object (oid).");
        if (ties is not null && ties.Find(table) is null)
            errors.Add($"Attachments:Table is '{table.Name}', which nothing ties to a tenant: add a line to Links.");
        if (missing.Count > 0) return null;
        if (attachments.Where is not null) exclusions.Add(new CrmExclusion(ExclusionKind.Attachments, table.Name, attachments.Reason!));
        if (!attachments.AsModule && table.Columns.Any(column => !used.Contains(column.Name)))
            exclusions.Add(new CrmExclusion(ExclusionKind.Table, table.Name, "The attachments and the list of them are in the backup; the other columns of their table are not.", ExclusionCause.AttachmentTable));
        var tie = ties?.Find(table);
        return new PostgresAttachments(
            new PostgresModule(table, table.Name, [], tie,
            [
                .. tie is null ? [] : new[] { tie.Condition(tenant.Key!) },
                .. RulesFor(table).Select(exclusion => exclusion.Where).Append(attachments.Where).OfType<string>().Select(StaysOut),
            ]), attachments, path);
    }

    // The line break ends a comment that a condition may end with.
    private static string StaysOut(string condition) => $"(\n{condition}\n) IS NOT TRUE";

    private IEnumerable<CrmExclusionOptions> RulesFor(PostgresTable table) => options.Exclude.Where(exclusion => IsOf(exclusion, table));

    private static bool IsOf(CrmExclusionOptions exclusion, PostgresTable table) => new NamePattern(exclusion.Table, StringComparer.Ordinal).Matches(table.Name);
}
