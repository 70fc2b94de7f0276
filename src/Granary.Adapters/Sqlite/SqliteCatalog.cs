using Granary.Adapters.Crm;
using Granary.Domain.Ports;

namespace Granary.Adapters.Sqlite;

/// <summary>What a backup takes of a database: its tables under the mapping of the operator.</summary>
internal sealed class SqliteCatalog
{
    private readonly List<string> errors = [];
    private readonly List<CrmExclusion> exclusions = [];
    private readonly IReadOnlyList<SqliteTable> tables;
    private readonly CrmOptions options;

    /// <exception cref="InvalidOperationException">The mapping names something that the database does not have.</exception>
    public SqliteCatalog(IReadOnlyList<SqliteTable> tables, CrmOptions options)
    {
        this.tables = tables;
        this.options = options;
        foreach (var exclusion in options.Exclude) Note(exclusion);
        Attachments = options.Attachments is { } attachments ? Map(attachments) : null;
        Modules = [.. tables.Where(IsModule).Select(Map)];
        foreach (var table in tables)
            if (table.Unreadable is { } reason) exclusions.Add(new CrmExclusion(ExclusionKind.Table, table.Name, reason, ExclusionCause.Unreadable));
            else if (CouldBeModule(table) && !IsIncluded(table))
                exclusions.Add(new CrmExclusion(ExclusionKind.Table, table.Name, "The settings name the tables to take, and not this one.", ExclusionCause.NotIncluded));
        if (errors.Count > 0)
            throw new InvalidOperationException($"{CrmOptions.Section} does not fit the database, and nothing is backed up before it does. {string.Join(" ", errors)}");
    }

    public IReadOnlyList<SqliteModule> Modules { get; }

    public SqliteAttachments? Attachments { get; }

    public IReadOnlyList<CrmExclusion> Exclusions => exclusions;

    /// <exception cref="InvalidOperationException">There is none, or it stays out.</exception>
    public SqliteModule Find(string name) =>
        Modules.FirstOrDefault(module => module.Table.Name == name)
        ?? throw new InvalidOperationException($"The module '{name}' does not exist or stays out of backups.");

    private void Note(CrmExclusionOptions exclusion)
    {
        var table = Table(exclusion.Table);
        var column = exclusion.Column is null ? null : table?.Find(exclusion.Column);
        if (table is null || (exclusion.Column is not null && column is null))
        {
            if (!exclusion.Optional)
                errors.Add($"Exclude names {(table is null ? $"the table '{exclusion.Table}'" : $"the column '{exclusion.Table}.{exclusion.Column}'")}, which is not there: correct the name, or say Optional.");
            return;
        }
        exclusions.Add(exclusion switch
        {
            { Column: not null } => new CrmExclusion(ExclusionKind.Column, $"{table.Name}.{column!.Name}", exclusion.Reason),
            { Where: not null } => new CrmExclusion(ExclusionKind.Rows, table.Name, exclusion.Reason),
            _ => new CrmExclusion(ExclusionKind.Table, table.Name, exclusion.Reason),
        });
    }

    private bool IsModule(SqliteTable table) => CouldBeModule(table) && IsIncluded(table);

    private bool IsIncluded(SqliteTable table) => options.Include.Count == 0 || NamePattern.AnyMatches(options.Include, table.Name, SqlName.Comparer);

    private bool CouldBeModule(SqliteTable table) =>
        table.Unreadable is null
        && !RulesFor(table).Any(exclusion => exclusion is { Column: null, Where: null })
        && (options.Attachments is not { AsModule: false } attachments || !SqlName.Comparer.Equals(attachments.Table, table.Name));

    private SqliteModule Map(SqliteTable table)
    {
        var labels = options.Modules.FirstOrDefault(module => SqlName.Comparer.Equals(module.Table, table.Name));
        var columns = table.Columns
            .Where(column => !RulesFor(table).Any(exclusion => SqlName.Comparer.Equals(exclusion.Column, column.Name)))
            .Select(column => new CrmColumn(column.Name, column.Type,
                labels?.Columns.FirstOrDefault(label => SqlName.Comparer.Equals(label.Name, column.Name))?.DisplayName));
        return new SqliteModule(table, labels?.DisplayName ?? table.Name, [.. columns], [.. RulesFor(table).Select(exclusion => exclusion.Where).OfType<string>()]);
    }

    private SqliteAttachments? Map(CrmAttachmentOptions attachments)
    {
        if (Table(attachments.Table) is not { } table)
        {
            errors.Add($"Attachments:Table is '{attachments.Table}', which is not there: correct the name.");
            return null;
        }
        var path = attachments.Path is null ? null : PathTemplate.Parse(attachments.Path);
        string[] used = [attachments.IdColumn, attachments.RecordIdColumn, attachments.FileNameColumn, .. path?.Columns ?? [attachments.ContentColumn!]];
        if (attachments.Module is null) used = [.. used, attachments.ModuleColumn];
        foreach (var column in used.Where(column => table.Find(column) is null).Distinct())
            errors.Add($"Attachments names the column '{table.Name}.{column}', which is not there: correct the name.");
        if (path is null && table.RowId is null)
            errors.Add($"Attachments:ContentColumn needs a table with a rowid, which '{table.Name}' is not: keep the content in files.");
        if (attachments.Where is not null)
            exclusions.Add(new CrmExclusion(ExclusionKind.Attachments, table.Name, attachments.Reason!));
        if (!attachments.AsModule && table.Columns.Any(column => !used.Contains(column.Name, SqlName.Comparer)))
            exclusions.Add(new CrmExclusion(ExclusionKind.Table, table.Name, "The attachments and the list of them are in the backup; the other columns of their table are not.", ExclusionCause.AttachmentTable));
        var module = Map(table);
        return new SqliteAttachments(attachments.Where is null ? module : module with { StaysOut = [.. module.StaysOut, attachments.Where] }, attachments, path);
    }

    private IEnumerable<CrmExclusionOptions> RulesFor(SqliteTable table) =>
        options.Exclude.Where(exclusion => SqlName.Comparer.Equals(exclusion.Table, table.Name));

    private SqliteTable? Table(string name) => tables.FirstOrDefault(table => SqlName.Comparer.Equals(table.Name, name));
}
