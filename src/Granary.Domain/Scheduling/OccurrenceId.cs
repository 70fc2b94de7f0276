using System.Globalization;
using Granary.Domain.Tenants;

namespace Granary.Domain.Scheduling;

/// <summary>
/// Names an occurrence, the same each time it is worked out: what makes a start happen once. The date-time is the one
/// that the schedule asks for, which on the day of a clock change may not exist, so that no change of the zone's rules
/// gives an occurrence a second name.
/// </summary>
/// <param name="Version">Of the schedule.</param>
/// <param name="Local">The chosen day and the tenant's second in its window; no zone.</param>
[GenerateSerializer, Immutable, Alias("granary.OccurrenceId")]
public readonly record struct OccurrenceId(
    [property: Id(0)] TenantId Tenant,
    [property: Id(1)] int Version,
    [property: Id(2)] DateTime Local)
{
    /// <summary><c>eu/acme/3/2026-03-29T02:41:07</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tenant}/{Version}/{Local:yyyy-MM-ddTHH:mm:ss}");
}
