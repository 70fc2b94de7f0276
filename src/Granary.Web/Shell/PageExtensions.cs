using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.AspNetCore.HttpsPolicy;
using MudBlazor.Services;

namespace Granary.Web.Shell;

internal static class PageExtensions
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddMemoryCache();
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<HstsOptions>(options => options.MaxAge = TimeSpan.FromDays(365));
    }

    public static void UseStatusPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/status/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
    }

    public static void MapPages(this IEndpointRouteBuilder app) =>
        app.MapRazorComponents<App>()
            // The policy that SecurityHeaders sends says so already.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
}
