using Granary.Web.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Granary.Web.Shell;

internal static class PageExtensions
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.TopRight;
            mud.SnackbarConfiguration.MaximumOpacity = 100;
        });
        services.AddMemoryCache();
        services.TryAddSingleton(TimeProvider.System);
    }

    public static void UseStatusPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/status/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use(static (http, next) =>
        {
            // The page about a refused POST is read, not posted to; and a HEAD is answered with its status alone.
            if (HttpMethods.IsHead(http.Request.Method)) http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            else if (IsAboutAnError(http)) http.Request.Method = HttpMethods.Get;
            return next(http);
        });
    }

    /// <summary>
    /// A page loses its circuit when the server begins to stop, and is back before the port is closed. Let in, it would hold
    /// the server up until the host's patience ends.
    /// </summary>
    public static void RefuseWhileStopping(this WebApplication app) => app.Use((http, next) =>
    {
        if (!app.Lifetime.ApplicationStopping.IsCancellationRequested) return next(http);

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    });

    public static void MapPages(this IEndpointRouteBuilder app) =>
        app.MapRazorComponents<App>()
            // The policy that every answer has says so already.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);

    private static bool IsAboutAnError(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;
}
