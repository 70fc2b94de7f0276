using Granary.Web.Api;
using Granary.Web.BulkApi;
using Granary.Web.Downloads;
using Granary.Web.Edge;
using Granary.Web.Localisation;
using Granary.Web.Notifications;
using Granary.Web.Payments;
using Granary.Web.Shell;
using Granary.Web.SignIn;
using Granary.Web.Subscription;

namespace Granary.Web;

/// <summary>
/// The pages people see, the API that programs call, the files they download, and what payment providers tell. Needs an <see cref="IGrainFactory"/>, an
/// <see cref="Domain.Ports.IArchiveStore"/>, an <see cref="Domain.Ports.IFleet"/> and an <see cref="Domain.Ports.IPaymentProvider"/>.
/// </summary>
public static class GranaryWebExtensions
{
    public static IServiceCollection AddGranaryWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddEdge(configuration);
        services.AddSignIn(configuration);
        services.AddLanguages();
        services.AddPages();
        services.AddDownloads();
        services.AddPaymentMessages();
        services.AddNotifications();
        services.AddSubscription();
        services.AddApi(configuration);
        services.AddBulkApi();
        return services;
    }

    public static WebApplication MapGranaryWeb(this WebApplication app)
    {
        app.UseEdge();
        app.RefuseWhileStopping();
        app.UseRequestLocalization();
        app.UseStatusPages();
        app.UseBulkApi();
        app.UseApi();
        app.UseAuthentication();
        app.UseCircuitDoor();
        app.UseSignInFirst();
        app.UseAuthorization();
        app.UseApiLimits();
        app.UseVisitorCalls();
        app.UseAntiforgery();

        app.MapStaticAssets();
        app.MapPages();
        app.MapSignIn();
        app.MapLanguages();
        app.MapDownloads();
        app.MapPaymentMessages();
        app.MapApi();
        app.MapBulkApi();
        return app;
    }
}
