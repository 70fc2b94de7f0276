using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Granary.Adapters.Crm;

/// <summary>Finds everything that is wrong with <see cref="CrmOptions"/> at once; each sentence says what to write instead.</summary>
internal sealed class CrmOptionsValidator : IValidateOptions<CrmOptions>
{
    public ValidateOptionsResult Validate(string? name, CrmOptions options)
    {
        var errors = new List<string>(
            Source(options)
                .Concat(options.Tenants.SelectMany((tenant, index) => Tenant(tenant, $"Tenants:{index}")))
                .Concat(Separation(options))
                .Concat(options.Modules.SelectMany((module, index) => Module(module, $"Modules:{index}")))
                .Concat(Twice(options.Modules.Select(module => module.Table), "Modules names the table"))
                .Concat(options.Exclude.SelectMany((exclusion, index) => Exclusion(exclusion, $"Exclude:{index}")))
                .Concat(options.Attachments is { } attachments ? Attachments(attachments, options) : [])
                .Select(error => $"{CrmOptions.Section}:{error}"));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Source(CrmOptions options)
    {
        if (!string.Equals(options.Provider, "Sqlite", StringComparison.OrdinalIgnoreCase))
            yield return $"Provider is '{options.Provider}': write 'Sqlite', the only one there is.";
        if (string.IsNullOrWhiteSpace(options.Database))
            yield return "Database is missing: write the path of the database file, such as 'crm/{tenant}.sqlite'.";
        if (string.IsNullOrWhiteSpace(options.SnapshotDirectory))
            yield return "SnapshotDirectory is empty: write a directory with room for a copy of the largest database.";
        if (options.Tenants.Count == 0)
            yield return "Tenants is empty: write at least one, with Id, Region, TimeZone, Country and Edition.";
    }

    private static IEnumerable<string> Tenant(CrmTenantOptions tenant, string at)
    {
        if (!TenantId.TryParse($"{tenant.Region}/{tenant.Id}", out _))
            yield return $"{at} is '{tenant.Region}/{tenant.Id}': write Region and Id as 1 to 63 of a-z, 0-9, '-' and '_', beginning with a letter or a digit.";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(tenant.TimeZone) is null)
            yield return $"{at}:TimeZone is '{tenant.TimeZone}': write an IANA time zone, such as 'Europe/Paris'.";
        if (tenant.Country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            yield return $"{at}:Country is '{tenant.Country}': write two capital letters of ISO 3166-1, such as 'FR'.";
        if (string.IsNullOrWhiteSpace(tenant.Edition))
            yield return $"{at}:Edition is missing: write the name of a plan, such as 'Enterprise'.";
    }

    /// <summary>No tenant may be given another's data.</summary>
    private static IEnumerable<string> Separation(CrmOptions options)
    {
        var tenants = options.Tenants.Select(tenant => TenantId.TryParse($"{tenant.Region}/{tenant.Id}", out var id) ? id : (TenantId?)null).OfType<TenantId>().ToList();
        foreach (var error in Twice(tenants.Select(id => id.ToString()), "Tenants lists")) yield return error;
        tenants = [.. tenants.Distinct()];
        foreach (var error in Shared(tenants, options.Database, "Database")) yield return error;
        foreach (var error in Shared(tenants, options.Attachments?.Root, "Attachments:Root")) yield return error;
    }

    private static IEnumerable<string> Shared(List<TenantId> tenants, string? configured, string what) =>
        string.IsNullOrWhiteSpace(configured)
            ? []
            : tenants.GroupBy(tenant => TenantPath.Of(configured, tenant)).Where(group => group.Count() > 1)
                .Select(group => $"{what} is '{configured}', which gives {string.Join(" and ", group)} the same data: put {{tenant}}, or {{region}} and {{tenant}}, into it.");

    private static IEnumerable<string> Module(CrmModuleOptions module, string at)
    {
        if (module.Table.Length == 0) yield return $"{at}:Table is missing: write the name of the table.";
        for (var i = 0; i < module.Columns.Count; i++)
            if (module.Columns[i].Name.Length == 0 || module.Columns[i].DisplayName.Length == 0)
                yield return $"{at}:Columns:{i} is incomplete: write both Name and DisplayName.";
        foreach (var error in Twice(module.Columns.Select(column => column.Name), $"{at}:Columns names the column")) yield return error;
    }

    private static IEnumerable<string> Exclusion(CrmExclusionOptions exclusion, string at)
    {
        if (exclusion.Table.Length == 0) yield return $"{at}:Table is missing: write the name of the table.";
        if (exclusion is { Column: not null, Where: not null }) yield return $"{at} has both Column and Where: write one exclusion for each.";
        if (exclusion.Column is "") yield return $"{at}:Column is empty: write the name of the column, or leave it out to exclude the table.";
        if (exclusion.Where is not null && string.IsNullOrWhiteSpace(exclusion.Where)) yield return $"{at}:Where is empty: write the condition, or leave it out to exclude the table.";
        if (string.IsNullOrWhiteSpace(exclusion.Reason)) yield return $"{at}:Reason is missing: write a sentence for the reader of the manifest.";
    }

    private static IEnumerable<string> Attachments(CrmAttachmentOptions attachments, CrmOptions options)
    {
        (string Name, string Value)[] required =
        [
            ("Table", attachments.Table), ("IdColumn", attachments.IdColumn), ("ModuleColumn", attachments.ModuleColumn),
            ("RecordIdColumn", attachments.RecordIdColumn), ("FileNameColumn", attachments.FileNameColumn),
        ];
        foreach (var (name, value) in required)
            if (value.Length == 0) yield return $"Attachments:{name} is missing: write the name of the {(name == "Table" ? "table" : "column")}.";
        var inFiles = attachments.Root is not null || attachments.Path is not null;
        if (inFiles == attachments.ContentColumn is not null)
            yield return "Attachments must say where the content is: write either ContentColumn, or Root and Path.";
        if (inFiles && (string.IsNullOrWhiteSpace(attachments.Root) || string.IsNullOrWhiteSpace(attachments.Path)))
            yield return "Attachments has one of Root and Path: write both.";
        if (!string.IsNullOrWhiteSpace(attachments.Path) && PathError(attachments.Path) is { } error) yield return $"Attachments:Path: {error}";
        if (attachments.Where is not null && string.IsNullOrWhiteSpace(attachments.Where)) yield return "Attachments:Where is empty: write the condition, or leave it out.";
        if (attachments.Where is not null && string.IsNullOrWhiteSpace(attachments.Reason)) yield return "Attachments:Reason is missing: write why those attachments stay out, as a sentence.";
        if (options.Exclude.Any(exclusion => exclusion is { Column: null, Where: null } && SqlName.Comparer.Equals(exclusion.Table, attachments.Table)))
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

    private static IEnumerable<string> Twice(IEnumerable<string> names, string what) =>
        names.Where(name => name.Length > 0).GroupBy(name => name, SqlName.Comparer).Where(group => group.Count() > 1)
            .Select(group => $"{what} '{group.Key}' more than once: keep one.");
}
