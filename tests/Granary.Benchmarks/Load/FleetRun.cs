using Granary.Domain.Tenants;

namespace Granary.Benchmarks.Load;

/// <summary>A scheduled backup that has ended, as its tenant remembers it.</summary>
internal sealed record FleetRun(TenantId Tenant, string State, DateTimeOffset DueAt, DateTimeOffset StartedAt, DateTimeOffset EndedAt)
{
    /// <summary>From the instant due until its snapshot was taken and its first row could be read.</summary>
    public TimeSpan StartDelay => StartedAt - DueAt;

    /// <summary>From the instant due until it was Ready.</summary>
    public TimeSpan ToReady => EndedAt - DueAt;
}
