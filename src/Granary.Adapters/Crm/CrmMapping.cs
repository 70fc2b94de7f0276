using Granary.Domain.Ports;

namespace Granary.Adapters.Crm;

/// <summary>What the settings say about the tables of a database. What is theirs but not the database's is an error.</summary>
/// <param name="comparer">Which names of the database are the same.</param>
internal sealed class CrmMapping<TTable>(IReadOnlyList<TTable> tables, CrmOptions options, IEqualityComparer<string> comparer)
    where TTable : class, ICrmTable
{
    private readonly List<string> errors = [];
    private readonly List<CrmExclusion> exclusions = [];

    public IReadOnlyList<CrmExclusion> Exclusions => exclusions;

    public void Fail(string error) => errors.Add(error);

    public void LeaveOut(ExclusionKind what, string name, ExclusionCause cause, string reason) => exclusions.Add(new CrmExclusion(what, name, reason, cause));

    /// <exception cref="InvalidOperationException">The settings name something that the database does not have.</exception>
    public void ThrowIfWrong()
    {
        if (errors.Count > 0)
            throw new InvalidOperationException($"{CrmOptions.Section} does not fit the database, and nothing is backed up before it does. {string.Join(" ", errors)}");
    }

    /// <summary>Notes what the settings leave out.</summary>
    /// <param name="isWanted">Whether a table is one that could be taken at all.</param>
    public void NoteExclusions(Func<TTable, bool> isWanted)
    {
        foreach (var exclusion in options.Exclude)
        {
            var named = tables.Where(table => isWanted(table) && IsOf(exclusion, table)).ToList();
            var found = named
                .Select(table => (Table: table, Column: table.CrmColumns.FirstOrDefault(column => comparer.Equals(column.Name, exclusion.Column))))
                .Where(place => exclusion.Column is null || place.Column is not null).ToList();
            if (found.Count == 0 && !exclusion.Optional)
                errors.Add($"Exclude names {(named.Count == 0 ? $"the table '{exclusion.Table}'" : $"the column '{exclusion.Table}.{exclusion.Column}'")}, which is not there: correct the name, or say Optional.");
            foreach (var (table, column) in found)
                exclusions.Add(exclusion switch
                {
                    { Column: not null } => new CrmExclusion(ExclusionKind.Column, $"{table.Name}.{column!.Name}", exclusion.Reason),
                    { Where: not null } => new CrmExclusion(ExclusionKind.Rows, table.Name, exclusion.Reason),
                    _ => new CrmExclusion(ExclusionKind.Table, table.Name, exclusion.Reason),
                });
        }
    }

    /// <summary>Whether the settings take a table as a module; notes it when they name others only.</summary>
    public bool Takes(TTable table)
    {
        if (RulesFor(table).Any(exclusion => exclusion is { Column: null, Where: null })) return false;
        if (options.Attachments is { AsModule: false } attachments && comparer.Equals(attachments.Table, table.Name)) return false;
        if (options.Include.Count == 0 || NamePattern.AnyMatches(options.Include, table.Name, comparer)) return true;
        LeaveOut(ExclusionKind.Table, table.Name, ExclusionCause.NotIncluded, "The settings name the tables to take, and not this one.");
        return false;
    }

    public string DisplayName(TTable table) => LabelsOf(table)?.DisplayName ?? table.Name;

    /// <summary>The columns of a module under the labels that people see.</summary>
    public IEnumerable<CrmColumn> ColumnsOf(TTable table) =>
        table.CrmColumns
            .Where(column => !RulesFor(table).Any(exclusion => comparer.Equals(exclusion.Column, column.Name)))
            .Select(column => column with { DisplayName = LabelsOf(table)?.Columns.FirstOrDefault(label => comparer.Equals(label.Name, column.Name))?.DisplayName });

    /// <summary>Conditions; a row for which one is true stays out.</summary>
    public IEnumerable<string> RowsOutOf(TTable table) => RulesFor(table).Select(exclusion => exclusion.Where).OfType<string>();

    /// <summary>The table of the attachments and where their files are; null when there is none, or the settings do not fit.</summary>
    public (TTable Table, CrmAttachmentOptions Options, PathTemplate? Path)? FindAttachments()
    {
        if (options.Attachments is not { } attachments) return null;
        if (tables.FirstOrDefault(table => comparer.Equals(table.Name, attachments.Table)) is not { } table)
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
        var missing = used.Where(name => !table.CrmColumns.Any(column => comparer.Equals(column.Name, name))).Distinct(comparer).ToList();
        foreach (var name in missing) errors.Add($"Attachments names the column '{table.Name}.{name}', which is not there: correct the name.");
        if (attachments.Where is not null) exclusions.Add(new CrmExclusion(ExclusionKind.Attachments, table.Name, attachments.Reason!));
        if (!attachments.AsModule && table.CrmColumns.Any(column => !used.Contains(column.Name, comparer)))
            LeaveOut(ExclusionKind.Table, table.Name, ExclusionCause.AttachmentTable, "The attachments and the list of them are in the backup; the other columns of their table are not.");
        return missing.Count > 0 ? null : (table, attachments, path);
    }

    private CrmModuleOptions? LabelsOf(TTable table) => options.Modules.FirstOrDefault(module => comparer.Equals(module.Table, table.Name));

    private IEnumerable<CrmExclusionOptions> RulesFor(TTable table) => options.Exclude.Where(exclusion => IsOf(exclusion, table));

    private bool IsOf(CrmExclusionOptions exclusion, TTable table) => new NamePattern(exclusion.Table, comparer).Matches(table.Name);
}
