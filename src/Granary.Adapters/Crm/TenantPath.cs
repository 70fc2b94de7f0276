using Granary.Domain.Tenants;

namespace Granary.Adapters.Crm;

/// <summary>A configured path in which <c>{tenant}</c> and <c>{region}</c> stand for those of a tenant.</summary>
internal static class TenantPath
{
    public static string Of(string configured, TenantId tenant) =>
        Path.GetFullPath(configured
            .Replace("{tenant}", tenant.Name, StringComparison.Ordinal)
            .Replace("{region}", tenant.Region, StringComparison.Ordinal));
}
