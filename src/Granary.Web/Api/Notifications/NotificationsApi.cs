using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Api.Limits;
using Granary.Web.Api.Reading;
using Granary.Web.Localisation;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Granary.Web.Api.Notifications;

/// <summary>Notifications, kept until they are pushed out by newer ones, and as they come.</summary>
internal static class NotificationsApi
{
    private const string List = "notifications";

    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications").For(ApiScope.ReadNotifications);
        notifications.MapGet("", ListAsync);
        notifications.MapPost("/read", ReadAsync);
        notifications.MapGet("/events", Follow).Limited(LimitKind.Stream);
    }

    /// <summary>Lists the notifications</summary>
    /// <remarks>Those for whoever calls: for a token, those for every administrator. The newest 200 of the tenant are kept.</remarks>
    /// <param name="limit">How many at most.</param>
    /// <param name="cursor">The <c>next</c> of the part before; nothing for the first part.</param>
    public static async Task<Results<Ok<Listing<NotificationResource>>, ProblemHttpResult>> ListAsync(
        TenantCaller caller, IGrainFactory grains, Problems problems, IStringLocalizer<Texts> texts, string? limit, string? cursor)
    {
        var query = new Query();
        var (items, before) = (query.Limit(limit), query.Before(List, cursor));
        if (query.Errors.Any) return problems.Of(query.Errors);

        var list = await grains.Tenant(caller.Tenant).GetNotifications(caller.Reader);
        return TypedResults.Ok(Listing<NotificationResource>.Of(
            list.Newest.Where(notification => !(notification.Number >= before)), items, List, notification => notification.Number, notification => NotificationResource.Of(notification, caller.Reader, texts)));
    }

    /// <summary>Says what has been read</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> ReadAsync(TenantCaller caller, IGrainFactory grains, Body<ReadRequest> body)
    {
        await grains.Tenant(caller.Tenant).ReadNotifications(caller.Reader, body.Value.Through);
        return TypedResults.NoContent();
    }

    /// <summary>Tells notifications as they come</summary>
    /// <remarks>
    /// Server-sent events named <c>notification</c>, whose id is their number. Those that came since the one that Last-Event-ID names come first;
    /// without it, only what is new. Between them are events named <c>ping</c>, without an id. The stream ends after some minutes: open the next one
    /// with the last id.
    /// </remarks>
    public static Results<ServerSentEventsResult<NotificationResource?>, ProblemHttpResult> Follow(
        TenantCaller caller, Problems problems, NotificationStream stream, HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new Query();
        var after = query.LastEvent(request);
        return query.Errors.Any ? problems.Of(query.Errors) : TypedResults.ServerSentEvents(stream.FollowAsync(caller, after, cancellationToken));
    }
}
