using Granary.Domain.Tenants;

namespace Granary.Testing.Crm;

/// <summary>What a CRM holds, said without any database.</summary>
public sealed class CrmScene
{
    public List<SceneTenant> Tenants { get; } = [];

    public SceneTenant this[TenantId tenant] => Tenants.Single(candidate => candidate.Profile.Id == tenant);

    public SceneTenant Add(string region, string name, params SceneModule[] modules)
    {
        var tenant = new SceneTenant(new TenantProfile(new TenantId(region, name), $"{name} & Co.", "Europe/Paris", "FR", "Enterprise"));
        tenant.Modules.AddRange(modules);
        Tenants.Add(tenant);
        return tenant;
    }
}
