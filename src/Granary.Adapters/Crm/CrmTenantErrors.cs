using Granary.Domain.Tenants;
using NodaTime;

namespace Granary.Adapters.Crm;

/// <summary>What is wrong with tenants, whether the settings list them or a query found them. None may be given another's data.</summary>
internal static class CrmTenantErrors
{
    /// <param name="tenants">With their defaults.</param>
    /// <param name="place">Where the tenant of that number stands.</param>
    /// <param name="mayLack">Whether something else says what a tenant lacks.</param>
    public static IEnumerable<string> Of(CrmOptions options, IReadOnlyList<CrmTenantOptions> tenants, Func<int, string> place, bool mayLack = false) =>
        tenants.SelectMany((tenant, index) => Each(tenant, place(index), mayLack)
                .Concat(options.IsPostgres ? CrmPostgresErrors.OfTenant(options, tenant, place(index), mayLack) : [])
                .Concat(options.IsSqlite ? CrmSqliteErrors.OfTenant(tenant, place(index)) : []))
            .Concat(Between(options, tenants));

    /// <summary>Those with which nothing is wrong; of several that have one name or would be given the same data, none.</summary>
    public static IReadOnlyList<CrmTenantOptions> Sound(CrmOptions options, IReadOnlyList<CrmTenantOptions> tenants) =>
    [
        .. tenants.Where(tenant => !Of(options, [tenant], _ => "").Any())
            .GroupBy(CrmTenants.Id).Where(group => group.Count() == 1).Select(group => group.Single())
            .GroupBy(tenant => PlaceOf(tenant, options)).Where(group => group.Count() == 1).Select(group => group.Single()),
    ];

    private static IEnumerable<string> Each(CrmTenantOptions tenant, string at, bool mayLack)
    {
        if (CrmTenants.Id(tenant is { Region: "" } && mayLack ? tenant with { Region = "any" } : tenant) is null)
            yield return $"{at} is '{tenant.Region}/{tenant.Id}': write Region and Id as 1 to 63 of a-z, 0-9, '-' and '_', beginning with a letter or a digit.";
        if (!(mayLack && tenant.TimeZone.Length == 0) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(tenant.TimeZone) is null)
            yield return $"{at}:TimeZone is '{tenant.TimeZone}': write an IANA time zone, such as 'Europe/Paris'.";
        if (!(mayLack && tenant.Country.Length == 0) && tenant.Country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            yield return $"{at}:Country is '{tenant.Country}': write two capital letters of ISO 3166-1, such as 'FR'.";
        if (!(mayLack && tenant.Edition.Length == 0) && string.IsNullOrWhiteSpace(tenant.Edition))
            yield return $"{at}:Edition is missing: write the name of a plan, such as 'Enterprise'.";
        (string Name, string? Value)[] optional = [("Schema", tenant.Schema), ("Key", tenant.Key), ("Database", tenant.Database)];
        foreach (var (name, value) in optional)
            if (value is "") yield return $"{at}:{name} is empty: write it, or leave it out.";
    }

    private static IEnumerable<string> Between(CrmOptions options, IReadOnlyList<CrmTenantOptions> tenants)
    {
        var known = tenants.Where(tenant => CrmTenants.Id(tenant) is not null).ToLookup(tenant => CrmTenants.Id(tenant)!.Value);
        foreach (var twice in known.Where(group => group.Count() > 1)) yield return $"Tenants lists '{twice.Key}' more than once: keep one.";
        var distinct = known.Select(group => group.First()).ToList();
        foreach (var error in Shared(distinct, tenant => PlaceOf(tenant, options), WhatGives(options))) yield return error;
        // Who shares a database may share a folder: there the rows say whose a file is.
        if (options.Attachments?.Root is { Length: > 0 } root && (!options.IsPostgres || options.Tenancy is CrmTenancy.Database))
            foreach (var error in Shared(distinct, tenant => TenantPath.Of(root, CrmTenants.Id(tenant)!.Value), ($"Attachments:Root is '{root}', which", "put {tenant}, or {region} and {tenant}, into it")))
                yield return error;
    }

    private static IEnumerable<string> Shared(List<CrmTenantOptions> tenants, Func<CrmTenantOptions, string?> place, (string Gives, string Fix) words) =>
        tenants.GroupBy(place).Where(group => group.Key is not null && group.Count() > 1)
            .Select(group => $"{words.Gives} gives {string.Join(" and ", group.Select(tenant => CrmTenants.Id(tenant)))} the same data: {words.Fix}.");

    /// <summary>Where the data of a tenant is; null when the settings are too wrong to say.</summary>
    private static string? PlaceOf(CrmTenantOptions tenant, CrmOptions options)
    {
        if (!options.IsPostgres)
            return string.IsNullOrWhiteSpace(options.Database) ? null : TenantPath.Of(options.Database, CrmTenants.Id(tenant)!.Value);
        var database = CrmPostgresErrors.PlaceOf(CrmTenants.Database(tenant, options));
        return options.Tenancy switch
        {
            _ when database is null => null,
            CrmTenancy.Schema => CrmTenants.Schema(tenant, options) is { } schema ? $"{database}\n{schema}" : null,
            CrmTenancy.Column => $"{database}\n{CrmTenants.Key(tenant)}",
            _ => database,
        };
    }

    // A connection string is never repeated: it may hold a password.
    private static (string Gives, string Fix) WhatGives(CrmOptions options) => options switch
    {
        { IsPostgres: false } => ($"Database is '{options.Database}', which", "put {tenant}, or {region} and {tenant}, into it"),
        { Tenancy: CrmTenancy.Schema } => ("Schema", "put {tenant}, or {region} and {tenant}, into it, or give each of them a Schema of its own"),
        { Tenancy: CrmTenancy.Column } => ("Key", "give each of them a Key of its own"),
        _ => ("Database", "put {tenant}, or {region} and {tenant}, into it, or give each of them a Database of its own"),
    };
}
