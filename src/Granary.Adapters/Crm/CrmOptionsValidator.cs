using Microsoft.Extensions.Options;

namespace Granary.Adapters.Crm;

/// <summary>Finds everything that is wrong with <see cref="CrmOptions"/> at once; each sentence says what to write instead.</summary>
internal sealed class CrmOptionsValidator : IValidateOptions<CrmOptions>
{
    public ValidateOptionsResult Validate(string? name, CrmOptions options)
    {
        var names = options.IsPostgres ? (IEqualityComparer<string>)StringComparer.Ordinal : SqlName.Comparer;
        var errors = new List<string>(
            Source(options)
                .Concat(Tenants(options))
                .Concat(Patterns(options))
                .Concat(options.Modules.SelectMany((module, index) => Module(module, $"Modules:{index}", names)))
                .Concat(Twice(options.Modules.Select(module => module.Table), "Modules names the table", names))
                .Concat(options.Exclude.SelectMany((exclusion, index) => Exclusion(exclusion, $"Exclude:{index}")))
                .Concat(options.Attachments is { } attachments ? Attachments(attachments, options, names) : [])
                .Select(error => $"{CrmOptions.Section}:{error}"));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Source(CrmOptions options) =>
        options.IsPostgres ? CrmPostgresErrors.Of(options)
        : options.IsSqlite ? CrmSqliteErrors.Of(options)
        : [$"Provider is '{options.Provider}': write 'Sqlite' or 'Postgres'.", .. string.IsNullOrWhiteSpace(options.Database) ? ["Database is missing: write where it is."] : Array.Empty<string>()];

    private static IEnumerable<string> Tenants(CrmOptions options)
    {
        if (options is { Tenants.Count: 0, TenantQuery: null })
            yield return options.IsPostgres && options.Tenancy is not CrmTenancy.Single
                ? "Tenants is empty: write at least one, with Id, Region, TimeZone, Country and Edition, or a TenantQuery that finds them."
                : "Tenants is empty: write at least one, with Id, Region, TimeZone, Country and Edition.";
        (string Name, string? Value)[] own =
        [
            ("Id", options.TenantDefaults.Id), ("Name", options.TenantDefaults.Name), ("Schema", options.TenantDefaults.Schema),
            ("Key", options.TenantDefaults.Key), ("Database", options.TenantDefaults.Database),
        ];
        foreach (var (name, value) in own)
            if (!string.IsNullOrEmpty(value)) yield return $"TenantDefaults:{name} cannot be the same for every tenant: write it under Tenants.";
        foreach (var error in CrmTenantErrors.Of(options, CrmTenants.Of(options), index => $"Tenants:{index}", mayLack: options.TenantQuery is not null))
            yield return error;
    }

    private static IEnumerable<string> Patterns(CrmOptions options)
    {
        (string Name, IList<string> Patterns)[] lists = [("Include", options.Include), ("Views", options.Views), ("SecretColumns", options.SecretColumns)];
        foreach (var (name, patterns) in lists)
            for (var i = 0; i < patterns.Count; i++)
                if (string.IsNullOrWhiteSpace(patterns[i])) yield return $"{name}:{i} is empty: write a name or a pattern with *, or remove it.";
        if (options.SecretColumns.Count > 1 && options.SecretColumns.Contains(CrmOptions.NoSecretColumns))
            yield return $"SecretColumns holds '{CrmOptions.NoSecretColumns}' and other patterns: keep it alone, which lets every column in, or remove it.";
    }

    private static IEnumerable<string> Module(CrmModuleOptions module, string at, IEqualityComparer<string> names)
    {
        if (module.Table.Length == 0) yield return $"{at}:Table is missing: write the name of the table.";
        for (var i = 0; i < module.Columns.Count; i++)
            if (module.Columns[i].Name.Length == 0 || module.Columns[i].DisplayName.Length == 0)
                yield return $"{at}:Columns:{i} is incomplete: write both Name and DisplayName.";
        foreach (var error in Twice(module.Columns.Select(column => column.Name), $"{at}:Columns names the column", names)) yield return error;
    }

    private static IEnumerable<string> Exclusion(CrmExclusionOptions exclusion, string at)
    {
        if (exclusion.Table.Length == 0) yield return $"{at}:Table is missing: write the name of the table.";
        if (exclusion is { Column: not null, Where: not null }) yield return $"{at} has both Column and Where: write one exclusion for each.";
        if (exclusion.Column is "") yield return $"{at}:Column is empty: write the name of the column, or leave it out to exclude the table.";
        if (exclusion.Where is not null && string.IsNullOrWhiteSpace(exclusion.Where)) yield return $"{at}:Where is empty: write the condition, or leave it out to exclude the table.";
        if (string.IsNullOrWhiteSpace(exclusion.Reason)) yield return $"{at}:Reason is missing: write a sentence for the reader of the manifest.";
    }

    private static IEnumerable<string> Attachments(CrmAttachmentOptions attachments, CrmOptions options, IEqualityComparer<string> names)
    {
        (string Name, string Value)[] required =
        [
            ("Table", attachments.Table), ("IdColumn", attachments.IdColumn), ("RecordIdColumn", attachments.RecordIdColumn),
            ("FileNameColumn", attachments.FileNameColumn),
        ];
        foreach (var (name, value) in required)
            if (value.Length == 0) yield return $"Attachments:{name} is missing: write the name of the {(name == "Table" ? "table" : "column")}.";
        if (attachments.Module is not null && string.IsNullOrWhiteSpace(attachments.Module)) yield return "Attachments:Module is empty: write the name of the module, or leave it out.";
        if (attachments.Module is null == (attachments.ModuleColumn.Length == 0))
            yield return "Attachments must say which module their records are of: write either ModuleColumn, or Module when it is the same for all.";
        var inFiles = attachments.Root is not null || attachments.Path is not null;
        if (inFiles == attachments.ContentColumn is not null)
            yield return "Attachments must say where the content is: write either ContentColumn, or Root and Path.";
        if (inFiles && (string.IsNullOrWhiteSpace(attachments.Root) || string.IsNullOrWhiteSpace(attachments.Path)))
            yield return "Attachments has one of Root and Path: write both.";
        if (!string.IsNullOrWhiteSpace(attachments.Path) && PathError(attachments.Path) is { } error) yield return $"Attachments:Path: {error}";
        if (attachments.Where is not null && string.IsNullOrWhiteSpace(attachments.Where)) yield return "Attachments:Where is empty: write the condition, or leave it out.";
        if (attachments.Where is not null && string.IsNullOrWhiteSpace(attachments.Reason)) yield return "Attachments:Reason is missing: write why those attachments stay out, as a sentence.";
        if (options.Exclude.Any(exclusion => exclusion is { Column: null, Where: null } && new NamePattern(exclusion.Table, names).Matches(attachments.Table)))
            yield return $"Exclude leaves out the table '{attachments.Table}', which Attachments reads: remove one of the two.";
    }

    private static string? PathError(string path)
    {
        try
        {
            PathTemplate.Parse(path);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names, string what, IEqualityComparer<string> comparer) =>
        names.Where(name => name.Length > 0).GroupBy(name => name, comparer).Where(group => group.Count() > 1)
            .Select(group => $"{what} '{group.Key}' more than once: keep one.");
}
