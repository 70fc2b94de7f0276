namespace Granary.Domain.Tenants;

/// <summary>What the SaaS knows of a tenant.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="TimeZone">IANA name, such as <c>Europe/Paris</c>: the zone of its calendar, its window and the dates it sees.</param>
/// <param name="Country">ISO 3166-1 alpha-2, such as <c>FR</c>.</param>
/// <param name="Edition">The edition it has now; decides what its backups cost.</param>
[GenerateSerializer, Immutable, Alias("granary.TenantProfile")]
public sealed record TenantProfile(
    [property: Id(0)] TenantId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string TimeZone,
    [property: Id(3)] string Country,
    [property: Id(4)] string Edition);
