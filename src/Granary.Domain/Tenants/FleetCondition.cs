namespace Granary.Domain.Tenants;

/// <summary>What somebody who runs the service looks for among the tenants. A tenant may be in several.</summary>
public enum FleetCondition
{
    /// <summary>Its latest backup failed, and none succeeded since.</summary>
    Failing,

    /// <summary>A run of its schedule has no outcome, or a backup is still queued, <see cref="Standing.LateAfter"/> after it fell due.</summary>
    Late,

    /// <summary>A backup is in progress.</summary>
    Running,

    /// <summary>A backup waits for its turn.</summary>
    Queued,
}
