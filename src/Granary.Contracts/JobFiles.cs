using Granary.Domain.Backups;

namespace Granary.Contracts;

/// <summary>What can be downloaded of a backup.</summary>
/// <param name="Tenant">The number of the tenant.</param>
/// <param name="Names">Of the files, archives first.</param>
/// <param name="ExpiresAt">The instant from which they are gone, with the offset of the tenant's zone.</param>
[GenerateSerializer, Immutable, Alias("granary.JobFiles")]
public sealed record JobFiles(
    [property: Id(0)] long Tenant,
    [property: Id(1)] BackupId Backup,
    [property: Id(2)] IReadOnlyList<string> Names,
    [property: Id(3)] DateTimeOffset ExpiresAt);
