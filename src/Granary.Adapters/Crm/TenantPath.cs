using Granary.Domain.Tenants;

namespace Granary.Adapters.Crm;

/// <summary>A configured path with the tenant in its place.</summary>
internal static class TenantPath
{
    public static string Of(string configured, TenantId tenant) => Path.GetFullPath(TenantText.Fill(configured, tenant.Region, tenant.Name));
}
