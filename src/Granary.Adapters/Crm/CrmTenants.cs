using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Crm;

/// <summary>The tenants of the settings, and where the data of each is.</summary>
internal static class CrmTenants
{
    /// <summary>Those that a query found, then those that are only listed; each with what the list says, else the query, else the defaults.</summary>
    /// <param name="found">As the query tells them.</param>
    public static IReadOnlyList<CrmTenantOptions> Of(CrmOptions options, IReadOnlyCollection<CrmTenantOptions>? found = null)
    {
        found ??= [];
        // What cannot be the same for every tenant is an error of its own.
        var defaults = options.TenantDefaults with { Name = null, Schema = null, Key = null, Database = null };
        return
        [
            .. found.Select(tenant => Over(Over(options.Tenants.FirstOrDefault(listed => IsSame(listed, tenant, options)), tenant), defaults)),
            .. options.Tenants.Where(listed => !found.Any(tenant => IsSame(listed, tenant, options))).Select(tenant => Over(tenant, defaults)),
        ];
    }

    public static TenantId? Id(CrmTenantOptions tenant) => TenantId.TryParse($"{tenant.Region}/{tenant.Id}", out var id) ? id : null;

    public static TenantProfile Profile(CrmTenantOptions tenant) =>
        new(new TenantId(tenant.Region, tenant.Id), tenant.Name ?? tenant.Id, tenant.TimeZone, tenant.Country, tenant.Edition);

    public static string Database(CrmTenantOptions tenant, CrmOptions options) => tenant.Database ?? Fill(options.Database, tenant);

    /// <summary>Null when neither the tenant nor the pattern says it.</summary>
    public static string? Schema(CrmTenantOptions tenant, CrmOptions options) => tenant.Schema ?? (options.Schema is { } pattern ? Fill(pattern, tenant) : null);

    public static string Key(CrmTenantOptions tenant) => tenant.Key ?? tenant.Id;

    private static bool IsSame(CrmTenantOptions listed, CrmTenantOptions found, CrmOptions options) =>
        listed.Id == found.Id && (listed.Region.Length == 0 || listed.Region == Said(found.Region, options.TenantDefaults.Region));

    private static CrmTenantOptions Over(CrmTenantOptions? tenant, CrmTenantOptions otherwise) => tenant is null
        ? otherwise
        : tenant with
        {
            Name = tenant.Name ?? otherwise.Name,
            Region = Said(tenant.Region, otherwise.Region),
            TimeZone = Said(tenant.TimeZone, otherwise.TimeZone),
            Country = Said(tenant.Country, otherwise.Country),
            Edition = Said(tenant.Edition, otherwise.Edition),
            Schema = tenant.Schema ?? otherwise.Schema,
            Key = tenant.Key ?? otherwise.Key,
            Database = tenant.Database ?? otherwise.Database,
        };

    private static string Said(string said, string otherwise) => said.Length > 0 ? said : otherwise;

    private static string Fill(string configured, CrmTenantOptions tenant) => TenantText.Fill(configured, tenant.Region, tenant.Id);
}
