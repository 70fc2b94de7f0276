using Granary.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Granary.Web.BulkApi;

/// <summary>Tells clients of the bulk API in its own words why they are refused. Everybody else is told as always.</summary>
internal sealed class BulkRefusals : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler others = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded || !BulkApiMark.IsOn(context) ? others.HandleAsync(next, context, policy, authorizeResult)
        : authorizeResult.Forbidden ? (Visitor.Of(context.User) is { Scopes: not null } ? BulkError.ScopeMismatch : BulkError.NoPermission).WriteAsync(context)
        : ChallengeAsync(context);

    // The scheme knows why, and whether it could find out at all.
    private static async Task ChallengeAsync(HttpContext http)
    {
        await http.ChallengeAsync(Schemes.Api);
        var error = http.Response.StatusCode is not StatusCodes.Status401Unauthorized ? BulkError.Internal
            : Schemes.CredentialOf(http.Request) is null ? BulkError.AuthenticationFailure
            : BulkError.InvalidToken;
        await error.WriteAsync(http);
    }
}
