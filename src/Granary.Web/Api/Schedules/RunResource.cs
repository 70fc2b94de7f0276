using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;

namespace Granary.Web.Api.Schedules;

/// <summary>A run to come.</summary>
/// <param name="DueAt">When it starts, in the time of the tenant.</param>
/// <param name="TimeZone">The tenant's zone.</param>
/// <param name="Takes">What it will take if nothing else happens; null when it will be skipped.</param>
/// <param name="Skipped">Why it will be skipped; null when it will run.</param>
internal sealed record RunResource(DateTimeOffset DueAt, string TimeZone, TakeKind? Takes, RefusalReason? Skipped)
{
    public static RunResource Of(Occurrence run, ForecastRun? forecast) => new(run.DueAt, run.TimeZone, forecast?.Take?.Kind, forecast?.Skipped);
}
