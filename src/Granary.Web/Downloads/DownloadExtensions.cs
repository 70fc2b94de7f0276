using Granary.Web.SignIn;

namespace Granary.Web.Downloads;

internal static class DownloadExtensions
{
    public static void AddDownloads(this IServiceCollection services) => services.AddSingleton<DownloadEndpoint>();

    public static void MapDownloads(this IEndpointRouteBuilder app) =>
        app.MapMethods("/backups/{id}/files/{name}", [HttpMethods.Get, HttpMethods.Head], DownloadEndpoint.HandleAsync)
            .RequireAuthorization(Policies.Download)
            .WithMetadata(new AlsoForPrograms(), new FreshSession());
}
