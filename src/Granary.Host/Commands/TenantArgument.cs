using System.CommandLine;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Host.Cluster;

namespace Granary.Host.Commands;

/// <summary>A tenant by its name, or by region and name where the name alone is not enough.</summary>
internal static class TenantArgument
{
    public static Argument<string> Create() => new("tenant") { Description = Texts.Get("ArgumentTenant") };

    /// <exception cref="UsageException">There is no such tenant, or more than one, or its data must not come here.</exception>
    public static async Task<TenantProfile> FindAsync(IServiceProvider services, string text, CancellationToken cancellationToken)
    {
        var crm = services.GetRequiredService<ICrmSource>();
        var region = services.GetRequiredService<IConfiguration>()[GranaryClusterOptions.RegionSetting];
        var tenants = await crm.ListTenantsAsync(cancellationToken);
        var found = tenants.Where(tenant => tenant.Id.Name == text || tenant.Id.ToString() == text).ToList();
        return found switch
        {
            [var only] when region is null || region == only.Id.Region => only,
            [var elsewhere] => throw new UsageException(Texts.Get("OtherRegion", elsewhere.Id, region)),
            [] => throw new UsageException(Texts.Get("UnknownTenant", text, string.Join(", ", tenants.Take(20).Select(tenant => tenant.Id.Name)))),
            _ => throw new UsageException(Texts.Get("AmbiguousTenant", text, string.Join(", ", found.Select(tenant => tenant.Id)))),
        };
    }
}
