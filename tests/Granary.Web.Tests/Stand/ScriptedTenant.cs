using Granary.Contracts;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

public sealed class ScriptedTenant(string id, string timeZone, string country)
{
    public TenantProfile Profile { get; } = new(TenantId.Parse(id), id.Split('/')[1], timeZone, country, "Enterprise");

    public Tenant Tenant { get; } = new();

    public BackupProgress Progress { get; set; } = new(BackupPhase.Queued, []);

    /// <summary>Thrown at whoever asks, while it is set.</summary>
    public Exception? Outage { get; set; }

    /// <summary>How often the overview was asked for.</summary>
    public int Overviews;
}
