using Granary.Contracts;

namespace Granary.Web.Api.Tenants;

/// <summary>A tenant, and what it has.</summary>
/// <param name="Id">Region and name.</param>
/// <param name="Region">The region that its data stays in.</param>
/// <param name="Name">Its name in the SaaS.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="TimeZone">IANA name: the zone of its calendar.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Edition">The edition in force.</param>
/// <param name="Quota">What there is this month.</param>
/// <param name="Schedule">The schedule as an RRULE; null without one.</param>
/// <param name="NextRunAt">When its next run is due, in the time of the tenant; null without one.</param>
/// <param name="OpenBackup">The backup that is queued or in progress; null when none is.</param>
internal sealed record TenantResource(
    string Id,
    string Region,
    string Name,
    string DisplayName,
    string TimeZone,
    string Country,
    string Edition,
    QuotaResource Quota,
    string? Schedule,
    DateTimeOffset? NextRunAt,
    string? OpenBackup)
{
    public static TenantResource Of(TenantOverview overview) => new(
        overview.Profile.Id.ToString(),
        overview.Profile.Id.Region,
        overview.Profile.Id.Name,
        overview.Profile.Name,
        overview.Profile.TimeZone,
        overview.Profile.Country,
        overview.Profile.Edition,
        QuotaResource.Of(overview.Quota),
        overview.Schedule is { } schedule ? Domain.Scheduling.Rrule.Format(schedule.Recurrence) : null,
        overview.NextRun?.DueAt,
        overview.Open?.Id.ToString());
}
