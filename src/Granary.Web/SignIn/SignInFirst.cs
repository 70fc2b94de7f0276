using Microsoft.AspNetCore.Authentication;

namespace Granary.Web.SignIn;

/// <summary>Whoever is not signed in learns nothing about which pages there are: every path leads to the sign-in page.</summary>
internal static class SignInFirst
{
    // What programs call answers them itself, also where there is nothing.
    private static readonly PathString[] ForPrograms = ["/api", "/crm"];

    public static void UseSignInFirst(this WebApplication app) => app.Use(static (http, next) =>
        http.GetEndpoint() is null && http.User.Identity is not { IsAuthenticated: true } && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            ? http.ChallengeAsync(ForPrograms.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) ? Schemes.Api : Session.Scheme)
            : next(http));
}
