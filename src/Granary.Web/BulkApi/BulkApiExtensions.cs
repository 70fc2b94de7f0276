using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Api;
using Granary.Web.Api.Limits;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace Granary.Web.BulkApi;

/// <summary>The backup API of a public CRM, whose clients work with Granary when they are told another host.</summary>
internal static partial class BulkApiExtensions
{
    // The scopes that clients know are wider than ours.
    private static readonly ApiScope[] Read = [ApiScope.ReadBackups, ApiScope.ReadSchedule, ApiScope.ReadLog];
    private static readonly ApiScope[] Write = [ApiScope.StartBackups, ApiScope.WriteSchedule];
    private static readonly ApiScope[] Files = [ApiScope.DownloadArchives];

    public static void AddBulkApi(this IServiceCollection services)
    {
        services.AddSingleton<BulkEndpoints>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, BulkRefusals>();
    }

    /// <summary>Whatever happens on its way to an endpoint of the bulk API, a program is answered what it can read.</summary>
    public static void UseBulkApi(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!BulkApiMark.IsOn(http))
        {
            await next(http);
            return;
        }

        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        http.Response.Headers.CacheControl = "private, no-store";
        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status429TooManyRequests, HasStarted: false }) await BulkError.TooManyRequests.WriteAsync(http);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var error = ErrorOf(exception);
            if (error == BulkError.Internal) LogFailed(app.Logger, exception, http.GetEndpoint()!.DisplayName);
            await error.WriteAsync(http);
        }
    });

    public static void MapBulkApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("").WithMetadata(new BulkApiMark());
        const string backup = "/crm/bulk/v8/backup";
        const string cancel = $"{backup}/{{id}}/actions/cancel";
        api.MapPost(backup, BulkEndpoints.ScheduleAsync).RequireScopes(Write).Limited(LimitKind.Change);
        api.MapGet(backup, BulkEndpoints.GetAsync).RequireScopes(Read);
        api.MapGet($"{backup}/history", BulkEndpoints.HistoryAsync).RequireScopes(Read);
        api.MapGet($"{backup}/urls", BulkEndpoints.UrlsAsync).RequireScopes(Read);
        api.MapPut(cancel, BulkEndpoints.CancelAsync).RequireScopes(Write).Limited(LimitKind.Change);
        api.MapMethods(BulkDownload.Pattern, [HttpMethods.Get, HttpMethods.Head], BulkDownload.HandleAsync).RequireScopes(Files);

        // Without a method they are chosen where none of those above is.
        foreach (var pattern in new[] { backup, $"{backup}/history", $"{backup}/urls", cancel, BulkDownload.Pattern })
            api.Map(pattern, () => BulkError.InvalidRequestMethod.ToResult());
        foreach (var pattern in new[] { "/crm/{**path}", "/v2/{**path}" })
            api.Map(pattern, () => BulkError.InvalidUrlPattern.ToResult());
    }

    private static RouteHandlerBuilder RequireScopes(this RouteHandlerBuilder endpoint, ApiScope[] scopes) => endpoint.RequireAuthorization(scopes.Select(Policies.Of).ToArray());

    private static BulkError ErrorOf(Exception exception) => exception switch
    {
        // A tenant that the SaaS does not know, or not any more, has no administrators.
        UnknownTenantException => BulkError.NoPermission,
        BadHttpRequestException => BulkError.BodyNotReadable,
        _ => BulkError.Internal,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A call of the bulk API failed: {Endpoint}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string? endpoint);
}
