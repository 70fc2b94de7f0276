using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

/// <summary>Says of every condition what a test has put there.</summary>
public sealed class ScriptedFleet : IFleet
{
    public List<FleetCount> Counts { get; } = [];

    public Dictionary<FleetCondition, List<FleetEntry>> Entries { get; } = Enum.GetValues<FleetCondition>().ToDictionary(condition => condition, _ => new List<FleetEntry>());

    public bool IsAway { get; set; }

    public Task ShowAsync(TenantId tenant, Standing standing, long entry, CancellationToken cancellationToken) => throw new NotSupportedException("Pages only read.");

    public Task<IReadOnlyList<FleetCount>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        IsAway ? throw new IOException("The database is away.") : Task.FromResult<IReadOnlyList<FleetCount>>(Counts.ToArray());

    public Task<IReadOnlyList<FleetEntry>> ListAsync(FleetCondition condition, string? region, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FleetEntry>>(Entries[condition].Where(entry => region is null || entry.Tenant.Region == region).Skip(skip).Take(take).ToArray());
}
