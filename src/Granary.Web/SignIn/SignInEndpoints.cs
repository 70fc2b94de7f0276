using System.Security.Claims;
using Granary.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", ToOwnPage).RequireAuthorization();

        var posts = app.MapGroup("").AddEndpointFilter<AntiforgeryFilter>();
        posts.MapPost("/sign-in/demo", SignInAsync);
        posts.MapPost("/sign-out", (Delegate)SignOutAsync);
    }

    private static RedirectHttpResult ToOwnPage(ClaimsPrincipal user) =>
        TypedResults.LocalRedirect(Visitor.Of(user) is { IsOperator: true } ? Places.Fleet : Places.DataBackup);

    private static async Task<Results<RedirectHttpResult, NotFound>> SignInAsync(
        HttpContext http, [FromForm] string user, [FromForm] string? returnUrl, IOptions<DemoOptions> demo)
    {
        if (!demo.Value.Enabled || demo.Value.Users.FirstOrDefault(u => u.Id == user) is not { } known) return TypedResults.NotFound();

        await http.SignInAsync(Session.Scheme, known.ToVisitor().ToPrincipal(Session.Scheme));
        return TypedResults.LocalRedirect(LocalUrl.Of(returnUrl));
    }

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(Session.Scheme);
        return TypedResults.LocalRedirect("/sign-in");
    }
}
