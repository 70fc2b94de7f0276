using Granary.Domain.Scheduling;

namespace Granary.Web.Api.Schedules;

/// <summary>When the tenant is backed up. Its ETag is its version.</summary>
/// <param name="Rrule">As RFC 5545 writes it. A day of the month that a month does not have is its last day.</param>
/// <param name="Version">1, 2, 3...: never used again for another schedule.</param>
/// <param name="FirstDay">The day of the first run, in the zone of the tenant; two-weekly runs count from it.</param>
/// <param name="SavedAt">When it was saved.</param>
internal sealed record ScheduleResource(string Rrule, int Version, DateOnly FirstDay, DateTimeOffset SavedAt)
{
    public static ScheduleResource Of(Schedule schedule) => new(Domain.Scheduling.Rrule.Format(schedule.Recurrence), schedule.Version, schedule.Anchor, schedule.SavedAt);
}
