using Granary.Domain.Tenants;
using Granary.Web.Api;
using Granary.Web.Api.Limits;
using Microsoft.AspNetCore.Authorization;

namespace Granary.Web.BulkApi;

/// <summary>The backup API of a public CRM, whose clients work with Granary when they are told another host.</summary>
internal static class BulkApiExtensions
{
    private const string Backup = "/crm/bulk/v8/backup";
    private const string History = $"{Backup}/history";
    private const string Urls = $"{Backup}/urls";
    private const string Cancel = $"{Backup}/{{id}}/actions/cancel";

    // The scopes that clients know are wider than ours.
    private static readonly ApiScope[] Read = [ApiScope.ReadBackups, ApiScope.ReadSchedule, ApiScope.ReadLog];
    private static readonly ApiScope[] Write = [ApiScope.StartBackups, ApiScope.WriteSchedule];

    public static void AddBulkApi(this IServiceCollection services)
    {
        services.AddSingleton<BulkEndpoints>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, BulkRefusals>();
    }

    /// <summary>Before anything that may refuse a request.</summary>
    public static void UseBulkApi(this WebApplication app) => app.UseMiddleware<BulkErrors>();

    public static void MapBulkApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("").WithMetadata(new BulkApiMark());
        api.MapPost(Backup, BulkEndpoints.ScheduleAsync).For(Write).Limited(LimitKind.Change);
        api.MapGet(Backup, BulkEndpoints.GetAsync).For(Read);
        api.MapGet(History, BulkEndpoints.HistoryAsync).For(Read);
        api.MapGet(Urls, BulkEndpoints.UrlsAsync).For(Read);
        api.MapPut(Cancel, BulkEndpoints.CancelAsync).For(Write).Limited(LimitKind.Change);
        api.MapMethods(BulkDownload.Pattern, [HttpMethods.Get, HttpMethods.Head], BulkDownload.HandleAsync).For([ApiScope.DownloadArchives]);

        // Without a method they are chosen where none of those above is.
        foreach (var pattern in new[] { Backup, History, Urls, Cancel, BulkDownload.Pattern }) api.Map(pattern, () => BulkError.InvalidRequestMethod.ToResult());
        foreach (var pattern in new[] { "/crm/{**path}", "/v2/{**path}" }) api.Map(pattern, () => BulkError.InvalidUrlPattern.ToResult());
    }

    private static RouteHandlerBuilder For(this RouteHandlerBuilder endpoint, ApiScope[] scopes)
    {
        foreach (var scope in scopes) endpoint.For(scope);
        return endpoint;
    }
}
