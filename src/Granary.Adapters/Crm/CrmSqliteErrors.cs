namespace Granary.Adapters.Crm;

/// <summary>What is wrong with settings that read SQLite files: above all, words that only mean something to Postgres.</summary>
internal static class CrmSqliteErrors
{
    public static IEnumerable<string> Of(CrmOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Database))
            yield return "Database is missing: write the path of the database file, such as 'crm/{tenant}.sqlite'.";
        if (string.IsNullOrWhiteSpace(options.SnapshotDirectory))
            yield return "SnapshotDirectory is empty: write a directory with room for a copy of the largest database.";
        (string Name, bool IsSet)[] idle =
        [
            ("Tenancy", options.Tenancy != CrmTenancy.Single), ("Schema", options.Schema is not null), ("TenantColumn", options.TenantColumn is not null),
            ("SharedKey", options.SharedKey is not null), ("Links", options.Links.Count > 0), ("TenantQuery", options.TenantQuery is not null),
            ("Views", options.Views.Count > 0), ("SecretColumns", options.SecretColumns.Count > 0), ("SearchColumns", options.SearchColumns),
            ("SnapshotHours", options.SnapshotHours != new CrmOptions().SnapshotHours),
        ];
        foreach (var (name, isSet) in idle)
            if (isSet) yield return Idle(name);
    }

    public static IEnumerable<string> OfTenant(CrmTenantOptions tenant, string at)
    {
        (string Name, string? Value)[] idle = [("Schema", tenant.Schema), ("Key", tenant.Key), ("Database", tenant.Database)];
        foreach (var (name, value) in idle)
            if (value is not null) yield return Idle($"{at}:{name}");
    }

    private static string Idle(string name) => $"{name} does nothing with the Provider 'Sqlite', where each tenant has a file of its own: leave it out, or write 'Postgres'.";
}
