using System.Security.Claims;
using Granary.Web.Shell;
using Granary.Web.SignIn.OpenIdConnect;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

internal static class SignInEndpoints
{
    public const string Page = "/sign-in";

    /// <summary>What a query calls the place to go back to.</summary>
    public const string ReturnUrl = "returnUrl";

    /// <summary>The page, after the provider let nobody in.</summary>
    public const string Failed = $"{Page}?problem={nameof(SignInProblem.Failed)}";

    /// <summary>The page, after the provider let in somebody who is nobody here.</summary>
    public const string Nobody = $"{Page}?problem={nameof(SignInProblem.Nobody)}";

    /// <summary>Leads to the provider's own page.</summary>
    /// <param name="again">Whoever is signed in there is to be asked once more: it may be the wrong account.</param>
    public static string ByProvider(string returnUrl, bool again = false) => $"{Page}/provider?{ReturnUrl}={Uri.EscapeDataString(returnUrl)}{(again ? "&again=true" : "")}";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", ToOwnPage).RequireAuthorization();
        app.MapGet($"{Page}/provider", ToProviderAsync);

        var posts = app.MapGroup("").AddEndpointFilter<AntiforgeryFilter>();
        posts.MapPost($"{Page}/demo", SignInAsync);
        posts.MapPost("/sign-out", (Delegate)SignOutAsync);
    }

    private static RedirectHttpResult ToOwnPage(ClaimsPrincipal user) =>
        TypedResults.LocalRedirect(Visitor.Of(user) is { IsOperator: true } ? Places.Fleet : Places.DataBackup);

    private static async Task<Results<EmptyHttpResult, RedirectHttpResult, NotFound>> ToProviderAsync(
        HttpContext http, string? returnUrl, bool? again, IOptions<ProviderOptions> settings, ILogger<Provider> logger)
    {
        if (!settings.Value.IsOn) return TypedResults.NotFound();

        try
        {
            await http.ChallengeAsync(ProviderSetup.Scheme, new OpenIdConnectChallengeProperties { RedirectUri = LocalUrl.Of(returnUrl), Prompt = again is true ? "login" : null });
            return TypedResults.Empty;
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The identity provider does not answer: nobody can sign in by it");
            return TypedResults.LocalRedirect(Failed);
        }
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> SignInAsync(
        HttpContext http, [FromForm] string user, [FromForm] string? returnUrl, IOptions<DemoOptions> demo)
    {
        if (!demo.Value.Enabled || demo.Value.Users.FirstOrDefault(u => u.Id == user) is not { } known) return TypedResults.NotFound();

        await http.SignInAsync(Session.Scheme, known.ToVisitor().ToPrincipal(Session.Scheme));
        return TypedResults.LocalRedirect(LocalUrl.Of(returnUrl));
    }

    private static async Task<Results<RedirectHttpResult, EmptyHttpResult>> SignOutAsync(HttpContext http, IOptions<ProviderOptions> settings, Provider provider, SessionEnds ends)
    {
        await ends.EndAsync(http.User);
        var isByProvider = settings.Value.IsOn && ProviderSession.Of(http.User) is not null && await provider.SignsOutAsync(http.RequestAborted);
        // The handler reads from the session with what to sign out there.
        if (isByProvider) await http.SignOutAsync(ProviderSetup.Scheme, new AuthenticationProperties { RedirectUri = Page });
        await http.SignOutAsync(Session.Scheme);
        if (!isByProvider) return TypedResults.LocalRedirect(Page);

        // A form may lead only to this site, redirects included (form-action): this answer sends the browser on by itself.
        http.Response.Headers["Refresh"] = $"0; url={http.Response.Headers.Location}";
        http.Response.Headers.Remove("Location");
        http.Response.StatusCode = StatusCodes.Status200OK;
        return TypedResults.Empty;
    }
}
