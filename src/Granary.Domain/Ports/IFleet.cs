using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>
/// How every tenant stands, so that nobody has to ask all of them: copied by each tenant after a change, and again when its grain
/// starts. The tenant itself knows better; what is read here may be a moment old.
/// </summary>
public interface IFleet
{
    /// <summary>Puts a tenant's standing in the place of its last one. The same again changes nothing.</summary>
    /// <param name="entry">The number of the tenant's newest log entry: a standing of an older one does not replace a newer one.</param>
    Task ShowAsync(TenantId tenant, Standing standing, long entry, CancellationToken cancellationToken);

    /// <summary>How many tenants are in each condition, by region; conditions in which none is are left out. Reads nothing of tenants in none.</summary>
    Task<IReadOnlyList<FleetCount>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The tenants in a condition: those with the most failures, or that have waited longest, first.</summary>
    /// <param name="region">Null for all of them.</param>
    Task<IReadOnlyList<FleetEntry>> ListAsync(FleetCondition condition, string? region, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken);
}
