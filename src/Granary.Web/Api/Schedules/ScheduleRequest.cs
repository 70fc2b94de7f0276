using System.Text.Json.Serialization;

namespace Granary.Web.Api.Schedules;

/// <summary>A schedule that is to be saved.</summary>
/// <param name="Rrule">
/// With or without <c>RRULE:</c>: every week or every second week on a weekday (<c>FREQ=WEEKLY;INTERVAL=2;BYDAY=MO</c>), every month on a date
/// (<c>FREQ=MONTHLY;BYMONTHDAY=15</c>) or on a weekday (<c>FREQ=MONTHLY;BYDAY=-1FR</c>).
/// </param>
/// <param name="FirstDay">The first day on which it may run, in the zone of the tenant; today where none is given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScheduleRequest(string Rrule, DateOnly? FirstDay = null);
