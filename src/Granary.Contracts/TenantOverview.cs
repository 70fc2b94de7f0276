using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>What the Data Backup page shows of a tenant.</summary>
/// <param name="Open">The backup that is queued or in progress, if there is one.</param>
/// <param name="Ended">The others, newest first.</param>
[GenerateSerializer, Immutable, Alias("granary.TenantOverview")]
public sealed record TenantOverview(
    [property: Id(0)] TenantProfile Profile,
    [property: Id(1)] Backup? Open,
    [property: Id(2)] IReadOnlyList<Backup> Ended);
