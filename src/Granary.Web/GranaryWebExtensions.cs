using Granary.Web.Downloads;
using Granary.Web.Localisation;
using Granary.Web.Notifications;
using Granary.Web.Shell;
using Granary.Web.SignIn;
using Granary.Web.Subscription;

namespace Granary.Web;

/// <summary>The pages people see and the files they download. Needs an <see cref="IGrainFactory"/> and an <see cref="Domain.Ports.IArchiveStore"/>.</summary>
public static class GranaryWebExtensions
{
    public static IServiceCollection AddGranaryWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSignIn(configuration);
        services.AddLanguages();
        services.AddPages();
        services.AddDownloads();
        services.AddNotifications();
        services.AddSubscription();
        return services;
    }

    public static WebApplication MapGranaryWeb(this WebApplication app)
    {
        app.RefuseWhileStopping();
        app.UseSecurityHeaders();
        app.UseRequestLocalization();
        app.UseStatusPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets();
        app.MapPages();
        app.MapSignIn();
        app.MapLanguages();
        app.MapDownloads();
        return app;
    }
}
