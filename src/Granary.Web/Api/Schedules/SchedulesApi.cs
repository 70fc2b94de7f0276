using System.Diagnostics;
using Granary.Contracts;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Api.Limits;
using Granary.Web.Api.Reading;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.Api.Schedules;

/// <summary>The schedule: there is one, or none.</summary>
internal static class SchedulesApi
{
    public static void MapSchedule(this RouteGroupBuilder api)
    {
        var schedule = api.MapGroup("/schedule").WithTags("Schedule");
        schedule.MapGet("", FindAsync).For(ApiScope.ReadSchedule).Refuses(ApiProblem.NotFound);
        schedule.MapPut("", SaveAsync).For(ApiScope.WriteSchedule).Limited(LimitKind.Change)
            .Refuses(ApiProblem.PreconditionFailed, ApiProblem.PreconditionRequired, ApiProblem.NothingLeft);
        schedule.MapDelete("", StopAsync).For(ApiScope.WriteSchedule).Limited(LimitKind.Change)
            .Refuses(ApiProblem.NotFound, ApiProblem.PreconditionFailed, ApiProblem.PreconditionRequired, ApiProblem.BackupInProgress);
        schedule.MapGet("/preview", PreviewAsync).For(ApiScope.ReadSchedule).Refuses(ApiProblem.NotFound);
    }

    /// <summary>Gives the schedule</summary>
    public static async Task<Results<Ok<ScheduleResource>, ProblemHttpResult>> FindAsync(TenantCaller caller, IGrainFactory grains, Problems problems, HttpResponse response) =>
        (await grains.Tenant(caller.Tenant).GetOverview()).Schedule is { } schedule ? TypedResults.Ok(Show(schedule, response)) : problems.Of(ApiProblem.NotFound);

    /// <summary>Saves the schedule</summary>
    /// <remarks>
    /// One that is there is replaced only if If-Match names its ETag: 428 without, 412 with another one. Where nothing pays for the first run
    /// nothing is saved: buy, or give the first day that is paid for. An unchanged schedule stays as it is, with its version.
    /// </remarks>
    public static async Task<Results<Ok<ScheduleResource>, Created<ScheduleResource>, ProblemHttpResult>> SaveAsync(
        TenantCaller caller, IGrainFactory grains, Problems problems, HttpRequest request, HttpResponse response, Body<ScheduleRequest> body)
    {
        var query = new Query();
        var from = query.Within("firstDay", body.Value.FirstDay);
        if (Read(body.Value.Rrule, query) is not { } recurrence || query.Errors.Any) return problems.Of(query.Errors);

        var known = await KnownAsync(caller, grains, request);
        return await grains.Api(caller.Tenant).ReplaceSchedule(caller.Actor, recurrence, from, known ?? []) switch
        {
            ScheduleAnswer.Saved { Schedule: var schedule } when known is null or [] => TypedResults.Created($"{ApiPaths.Root}/schedule", Show(schedule, response)),
            ScheduleAnswer.Saved { Schedule: var schedule } => TypedResults.Ok(Show(schedule, response)),
            ScheduleAnswer.NotExpected => NotKnown(known, problems, request),
            ScheduleAnswer.NotCovered { Refusal: var refusal } => problems.NothingLeft(refusal),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Stops the schedule</summary>
    /// <remarks>
    /// If-Match names its ETag. A scheduled backup that is still queued is cancelled; while one is in progress that cannot be done. The weekly subscription goes on.
    /// </remarks>
    public static async Task<Results<NoContent, ProblemHttpResult>> StopAsync(TenantCaller caller, IGrainFactory grains, Problems problems, HttpRequest request)
    {
        var known = await KnownAsync(caller, grains, request);
        return await grains.Api(caller.Tenant).EndSchedule(caller.Actor, known ?? []) switch
        {
            StopAnswer.Stopped => TypedResults.NoContent(),
            StopAnswer.InProgress => problems.Of(ApiProblem.BackupInProgress),
            StopAnswer.NotExpected => NotKnown(known, problems, request),
            _ => problems.Of(ApiProblem.NotFound),
        };
    }

    /// <summary>Says what a schedule would do</summary>
    /// <remarks>Changes nothing.</remarks>
    /// <param name="rrule">The schedule; nothing for the one in force.</param>
    /// <param name="firstDay">The first day on which it may run, in the zone of the tenant; nothing for today.</param>
    public static async Task<Results<Ok<PreviewResource>, ProblemHttpResult>> PreviewAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string? rrule, string? firstDay)
    {
        var query = new Query();
        var from = query.Day("firstDay", firstDay);
        var grain = grains.Tenant(caller.Tenant);
        var recurrence = rrule is null ? (await grain.GetOverview()).Schedule?.Recurrence : Read(rrule, query);
        if (query.Errors.Any) return problems.Of(query.Errors);
        if (recurrence is null) return problems.Of(ApiProblem.NotFound);

        return TypedResults.Ok(PreviewResource.Of(recurrence, await grain.PreviewSchedule(recurrence, from)));
    }

    private static Recurrence? Read(string rrule, Query query)
    {
        if (Rrule.Parse(rrule) is RruleAnswer.Accepted { Recurrence: var recurrence }) return recurrence;

        query.Errors.Add("rrule", ((RruleAnswer.Refused)Rrule.Parse(rrule)).Detail);
        return null;
    }

    // Null without If-Match: then there is to be no schedule.
    private static async Task<IReadOnlyList<int>?> KnownAsync(TenantCaller caller, IGrainFactory grains, HttpRequest request) =>
        request.Headers.IfMatch.Count == 0 ? null : ScheduleTag.Named(request, (await grains.Tenant(caller.Tenant).GetOverview()).Schedule?.Version);

    private static ProblemHttpResult NotKnown(IReadOnlyList<int>? known, Problems problems, HttpRequest request) =>
        problems.Of(known is null && !ScheduleTag.WantsNone(request) ? ApiProblem.PreconditionRequired : ApiProblem.PreconditionFailed);

    private static ScheduleResource Show(Schedule schedule, HttpResponse response)
    {
        response.Headers.ETag = ScheduleTag.Of(schedule.Version);
        return ScheduleResource.Of(schedule);
    }
}
