using System.Collections.Concurrent;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;

namespace Granary.Grains.Tests.Simulation;

/// <summary>The CRMs of all tenants: two modules of one record each and one attachment, which break down as told.</summary>
internal sealed class SimulatedCrm
{
    // A scene cannot hold it: reading it fails, each time.
    private const bool Unreadable = true;

    private readonly ConcurrentDictionary<TenantId, FakePause> held = [];

    public SimulatedCrm(IEnumerable<TenantProfile> profiles)
    {
        foreach (var profile in profiles)
        {
            var tenant = Scene.Add(profile.Id.Region, profile.Id.Name, new SceneModule(Leads(profile.Id), "Id", "Name").With("1", "x"), new SceneModule("Notes", "Id", "Text").With("1", "y"));
            tenant.Profile = profile;
            tenant.Attachments.Add(File(isThere: true));
        }
    }

    public CrmScene Scene { get; } = new();

    /// <summary>Set once the CRM that plays the scene is there.</summary>
    public FakeCrmScript Script { get; set; } = null!;

    public void Set(TenantId tenant, string edition) => Scene[tenant].Profile = Scene[tenant].Profile with { Edition = edition };

    public void Set(TenantId tenant, Health health)
    {
        var scene = Scene[tenant];
        scene.Attachments[0] = File(health is not Health.FileMissing);
        scene[Leads(tenant)].Rows[0] = ["1", health is Health.ModuleDown or Health.AllDown ? Unreadable : "x"];
        scene["Notes"].Rows[0] = ["1", health is Health.AllDown ? Unreadable : "y"];
    }

    /// <summary>The next reading fails once. What is left over of an earlier time is not added to: so often nobody tries again.</summary>
    public void Shake(TenantId tenant)
    {
        if (!Script.IsSetAt(Leads(tenant), 0)) Script.FailAt(Leads(tenant), 0, new TransientException("It will pass."));
    }

    public void Hold(TenantId tenant)
    {
        if (!held.ContainsKey(tenant)) held[tenant] = Script.PauseAt(Leads(tenant), 0);
    }

    public void Release(TenantId tenant)
    {
        if (held.TryRemove(tenant, out var pause)) pause.Release();
    }

    public void ReleaseAll()
    {
        foreach (var tenant in held.Keys) Release(tenant);
    }

    /// <summary>Whether a backup of this tenant stands still.</summary>
    public bool IsHeld(TenantId tenant) => held.TryGetValue(tenant, out var pause) && pause.Reached.IsCompleted;

    // The script goes by the name of a module; so each tenant has one of its own.
    private static string Leads(TenantId tenant) => $"Leads of {tenant.Name}";

    private static SceneAttachment File(bool isThere) => new("1", "Notes", "1", "plan.txt", isThere ? "z"u8.ToArray() : null);
}
