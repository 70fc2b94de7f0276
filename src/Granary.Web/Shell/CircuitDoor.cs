using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.SignalR;

namespace Granary.Web.Shell;

/// <summary>
/// Circuits are for pages of this site, and for whoever is signed in: no other page has one. Browsers let any site open a socket, and a site beside
/// this one would have the session's cookie go along.
/// </summary>
internal static class CircuitDoor
{
    public const string Path = "/_blazor";

    /// <summary>Once it is known who asks.</summary>
    public static void UseCircuitDoor(this WebApplication app) => app.Use(static (http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments(Path) || RefusalOf(http) is not { } status) return next(http);

        // A script is answered, which shows no page.
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    private static int? RefusalOf(HttpContext http) =>
        !IsOwn(http.Request) ? StatusCodes.Status403Forbidden
        // What is left may end a circuit, by a name that nobody could guess.
        : http.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null && http.User.Identity is not { IsAuthenticated: true } ? StatusCodes.Status401Unauthorized
        : null;

    // What is no browser says no origin. Where a proxy ends TLS and is not known, this process does not know the scheme; the port is then that of the origin's.
    private static bool IsOwn(HttpRequest request) => request.Headers.Origin is [] ||
        (Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && origin.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && origin.Port == (request.Host.Port ?? (origin.IsDefaultPort ? origin.Port : -1))
            && (!request.IsHttps || origin.Scheme == Uri.UriSchemeHttps));
}
