namespace Granary.Adapters.Crm;

/// <summary>A setting in which <c>{tenant}</c> and <c>{region}</c> stand for those of a tenant.</summary>
internal static class TenantText
{
    public const string Tenant = "{tenant}";

    public const string Region = "{region}";

    public static string Fill(string configured, string region, string tenant) =>
        configured.Replace(Tenant, tenant, StringComparison.Ordinal).Replace(Region, region, StringComparison.Ordinal);

    public static bool HasPlace(string? configured) =>
        configured is not null && (configured.Contains(Tenant, StringComparison.Ordinal) || configured.Contains(Region, StringComparison.Ordinal));
}
