using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>What the Data Backup page shows of a tenant.</summary>
/// <param name="Open">The backup that is queued or in progress, if there is one.</param>
/// <param name="Ended">The others, newest first: those that can be downloaded, and the last <see cref="Tenant.KeptBackups"/> besides.</param>
/// <param name="TextMode">How the next backup writes text.</param>
/// <param name="Schedule">The active schedule; null when there is none.</param>
/// <param name="NextRun">Its next run; null without one.</param>
/// <param name="Quota">What there is, in use and set aside, this month.</param>
[GenerateSerializer, Immutable, Alias("granary.TenantOverview")]
public sealed record TenantOverview(
    [property: Id(0)] TenantProfile Profile,
    [property: Id(1)] Backup? Open,
    [property: Id(2)] IReadOnlyList<Backup> Ended,
    [property: Id(3)] TextMode TextMode,
    [property: Id(4)] Schedule? Schedule,
    [property: Id(5)] Occurrence? NextRun,
    [property: Id(6)] QuotaLine Quota);
