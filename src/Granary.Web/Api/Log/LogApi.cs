using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Api.Reading;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.Api.Log;

/// <summary>The activity log.</summary>
internal static class LogApi
{
    private const string List = "log";

    public static void MapLog(this RouteGroupBuilder api) => api.MapGet("/log", ListAsync).WithTags("Log").For(ApiScope.ReadLog);

    /// <summary>Lists the activity log</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cursor">The <c>next</c> of the part before; nothing for the first part.</param>
    /// <param name="event">Only these events; may be there more than once. Nothing for all.</param>
    /// <param name="actor">Only what the actor of this id did. Nothing for everybody.</param>
    public static async Task<Results<Ok<Listing<LogEntryResource>>, ProblemHttpResult>> ListAsync(
        TenantCaller caller, IGrainFactory grains, Problems problems, string? limit, string? cursor, string[]? @event, string? actor)
    {
        var query = new Query();
        var (items, before) = (query.Limit(limit), query.Before(List, cursor));
        var filter = new LogFilter(query.Words<LogEvent>("event", @event), actor);
        if (query.Errors.Any) return problems.Of(query.Errors);

        var entries = await grains.Api(caller.Tenant).ReadLog(before, items + 1, filter);
        return TypedResults.Ok(Listing<LogEntryResource>.Of(entries, items, List, entry => entry.Number, LogEntryResource.Of));
    }
}
