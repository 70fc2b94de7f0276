using Granary.Domain.Scheduling;
using Granary.Web.Api.Tenants;

namespace Granary.Web.Api.Schedules;

/// <summary>What a schedule would do, or will do.</summary>
/// <param name="Rrule">The schedule.</param>
/// <param name="Runs">Its next runs.</param>
/// <param name="Refusal">Why nothing pays for its first run, so that it cannot be saved; null when something does.</param>
internal sealed record PreviewResource(string Rrule, IReadOnlyList<RunResource> Runs, RefusalResource? Refusal)
{
    public static PreviewResource Of(Recurrence recurrence, SchedulePreview preview)
    {
        var forecast = preview.Forecast.Runs.GroupBy(run => run.Due.At).ToDictionary(runs => runs.Key, runs => runs.First());
        return new PreviewResource(
            Domain.Scheduling.Rrule.Format(recurrence),
            [.. preview.Runs.Select(run => RunResource.Of(run, forecast.GetValueOrDefault(run.DueAt)))],
            preview.Refusal is { } refusal ? RefusalResource.Of(refusal) : null);
    }
}
