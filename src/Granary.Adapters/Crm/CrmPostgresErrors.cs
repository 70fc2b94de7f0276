using Granary.Adapters.Postgres.Ties;
using Npgsql;

namespace Granary.Adapters.Crm;

/// <summary>What is wrong with settings that read a PostgreSQL database. No sentence repeats a connection string: it may hold a password.</summary>
internal static class CrmPostgresErrors
{
    private const string Example = "such as 'Host=db;Database=crm;Username=granary;Password=...', a value with ';' in it between quotes";

    private static volatile Place? latest;

    public static IEnumerable<string> Of(CrmOptions options) =>
        Connection(options).Concat(Tenancy(options)).Concat(Query(options)).Concat(Links(options));

    public static IEnumerable<string> OfTenant(CrmOptions options, CrmTenantOptions tenant, string at, bool mayLack)
    {
        (string Name, string? Value, CrmTenancy Tenancy)[] own =
        [
            ("Schema", tenant.Schema, CrmTenancy.Schema), ("Key", tenant.Key, CrmTenancy.Column), ("Database", tenant.Database, CrmTenancy.Database),
        ];
        foreach (var (name, value, tenancy) in own)
            if (value is not null && options.Tenancy != tenancy) yield return Idle($"{at}:{name}", tenancy, options);
        if (options.Tenancy is CrmTenancy.Schema && !mayLack && CrmTenants.Schema(tenant, options) is null)
            yield return $"{at} has no schema: write Schema, with {{tenant}} in it, such as 'tenant_{{tenant}}', or {at}:Schema.";
        if (tenant.Database is { Length: > 0 } database && ConnectionError(database) is { } error) yield return $"{at}:Database {error}";
        if (options.SharedKey is not null && options.Tenancy is CrmTenancy.Column && CrmTenants.Key(tenant) == options.SharedKey)
            yield return $"SharedKey is '{options.SharedKey}', which is the key of {at}: its rows would be given to all, so write another.";
    }

    /// <summary>Which database a connection string leads to, whoever connects; null when it is none.</summary>
    public static string? PlaceOf(string connectionString)
    {
        // A hundred thousand tenants who share a database ask for the same one, one after the other; parsing takes its time.
        if (latest is { } known && known.ConnectionString == connectionString) return known.Name;
        var place = Parse(connectionString) is { Host.Length: > 0 } to ? $"{to.Host.ToLowerInvariant()}:{to.Port}/{to.Database ?? to.Username}" : null;
        latest = new Place(connectionString, place);
        return place;
    }

    private static IEnumerable<string> Connection(CrmOptions options)
    {
        var eachHasItsOwn = options is { Tenancy: CrmTenancy.Database, TenantQuery: null, Tenants.Count: > 0 } && options.Tenants.All(tenant => tenant.Database is not null);
        if (string.IsNullOrWhiteSpace(options.Database))
        {
            if (!eachHasItsOwn) yield return $"Database is missing: write a connection string, {Example}.";
        }
        else if (ConnectionError(options.Database) is { } error)
        {
            yield return $"Database {error}";
        }
        else if (options is { Tenancy: CrmTenancy.Database, TenantQuery: null } && !eachHasItsOwn && !options.Database.Contains(TenantText.Tenant, StringComparison.Ordinal))
        {
            yield return "Database is the same for all tenants: put {tenant} into it, or give each tenant a Database of its own, or write a TenantQuery that tells it.";
        }
    }

    private static IEnumerable<string> Tenancy(CrmOptions options)
    {
        if (options is { Tenancy: CrmTenancy.Single, Tenants.Count: > 1 })
            yield return $"Tenancy is 'Single' and there are {options.Tenants.Count} tenants: keep one, or write 'Schema', 'Column' or 'Database'.";
        (string Name, bool IsSet, CrmTenancy Tenancy)[] own =
        [
            ("Schema", options.Schema is not null, CrmTenancy.Schema), ("TenantColumn", options.TenantColumn is not null, CrmTenancy.Column),
            ("SharedKey", options.SharedKey is not null, CrmTenancy.Column), ("Links", options.Links.Count > 0, CrmTenancy.Column),
        ];
        foreach (var (name, isSet, tenancy) in own)
            if (isSet && options.Tenancy != tenancy) yield return Idle(name, tenancy, options);
        if (options is { Tenancy: CrmTenancy.Schema, Schema: not null } && !options.Schema.Contains(TenantText.Tenant, StringComparison.Ordinal))
            yield return $"Schema is '{options.Schema}': put {{tenant}} into it, or leave it out and give each tenant a Schema of its own.";
        if (options.Tenancy is CrmTenancy.Column && string.IsNullOrWhiteSpace(options.TenantColumn))
            yield return "TenantColumn is missing: write the name of the column that holds the key of the tenant, such as 'account_id'.";
        if (options.SharedKey is "")
            yield return "SharedKey is empty: write the value in rows that belong to all tenants, or NULL, or leave it out.";
    }

    private static IEnumerable<string> Query(CrmOptions options)
    {
        if (options.TenantQuery is null) yield break;
        if (string.IsNullOrWhiteSpace(options.TenantQuery))
            yield return "TenantQuery is empty: write a query with the column id, or leave it out.";
        if (options.Tenancy is CrmTenancy.Single)
            yield return "TenantQuery lists tenants, of which the Tenancy 'Single' has one: write it under Tenants, or write 'Schema', 'Column' or 'Database'.";
        if (TenantText.HasPlace(options.Database))
            yield return "Database holds {tenant} or {region}, and TenantQuery has to run before there are tenants: write where it runs, and let it tell each tenant's database.";
    }

    private static IEnumerable<string> Links(CrmOptions options)
    {
        TieMap.Read(options.Links, out var unread);
        return unread.Select(failure => $"Links:{failure.Index} {failure.Fault}");
    }

    private static string Idle(string name, CrmTenancy tenancy, CrmOptions options) =>
        $"{name} does nothing with the Tenancy '{options.Tenancy}': leave it out, or write '{tenancy}'.";

    private static string? ConnectionError(string connectionString) => Parse(connectionString) switch
    {
        null => $"is not a connection string: write one, {Example}.",
        { Host: null or "" } => $"names no Host: write a connection string, {Example}.",
        { Host: var host } when host.Contains(',', StringComparison.Ordinal) => "names several hosts, and a snapshot exists on one server: write one Host.",
        _ => null,
    };

    private static NpgsqlConnectionStringBuilder? Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        // What it says names the word it stumbled over, which may be the rest of a password.
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return null;
        }
    }

    private sealed record Place(string ConnectionString, string? Name);
}
