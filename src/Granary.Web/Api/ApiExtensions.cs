using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Web.Api.Backups;
using Granary.Web.Api.Document;
using Granary.Web.Api.Limits;
using Granary.Web.Api.Log;
using Granary.Web.Api.Notifications;
using Granary.Web.Api.Orders;
using Granary.Web.Api.Reading;
using Granary.Web.Api.Schedules;
using Granary.Web.Api.Tenants;
using Granary.Web.Api.Tokens;
using Microsoft.AspNetCore.Mvc;

namespace Granary.Web.Api;

/// <summary>What programs call: <c>/api/v1</c>.</summary>
internal static class ApiExtensions
{
    private const int LargestBody = 64 * 1024;

    public static void AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
        services.AddSingleton<Problems>();
        services.AddSingleton<BodyReader>();
        services.AddSingleton<BackupStarter>();
        services.AddSingleton<NotificationStream>();
        services.AddRateLimiter(_ => { });
        services.AddApiDocument();
    }

    /// <summary>Before it is known who calls.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments(ApiPaths.All), api => api.UseMiddleware<ApiErrors>());
        app.UseAddressLimit();
    }

    /// <summary>Once it is known who calls.</summary>
    public static void UseApiLimits(this WebApplication app) => app.UseTenantLimits();

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(ApiPaths.Root)
            .WithMetadata(new ApiMetadata(), new RequestSizeLimitAttribute(LargestBody))
            .AddEndpointFilter<RouteGroupBuilder, BodyFilter>();
        api.MapTenants();
        api.MapSchedule();
        api.MapBackups();
        api.MapLog();
        api.MapNotifications();
        api.MapOrders();
        api.MapTokens();
        app.MapApiDocument();
    }
}
