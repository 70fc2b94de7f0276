using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Testing.Crm;

public sealed class SceneTenant(TenantProfile profile)
{
    /// <summary>May change, except for the id.</summary>
    public TenantProfile Profile { get; set; } = profile;

    public TenantId Id => Profile.Id;

    /// <summary>What it is kept in, with whoever has the same.</summary>
    public string Database { get; init; } = "crm";

    public List<SceneModule> Modules { get; } = [];

    public List<SceneAttachment> Attachments { get; } = [];

    /// <summary>What a catalogue says is left out; the scene does not hold it in the first place.</summary>
    public List<CrmExclusion> Exclusions { get; } = [];

    /// <summary>What a catalogue proposes.</summary>
    public List<string> Proposals { get; } = [];

    public SceneModule this[string module] => Modules.Single(candidate => candidate.Name == module);
}
