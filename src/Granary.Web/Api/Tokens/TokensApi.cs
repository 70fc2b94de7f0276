using System.Diagnostics;
using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Api.Limits;
using Granary.Web.Api.Reading;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.Api.Tokens;

/// <summary>API tokens: what lets programs in.</summary>
internal static class TokensApi
{
    private const string List = "tokens";

    public static void MapTokens(this RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens").For(ApiScope.ManageTokens);
        tokens.MapGet("", ListAsync);
        tokens.MapPost("", CreateAsync).Limited(LimitKind.Change).Refuses(ApiProblem.TokenRefused);
        tokens.MapDelete("/{id}", RevokeAsync).Limited(LimitKind.Change).Refuses(ApiProblem.NotFound);
    }

    /// <summary>Lists the tokens</summary>
    /// <remarks>With the last 50 of those that have expired or were revoked.</remarks>
    /// <param name="limit">How many at most.</param>
    /// <param name="cursor">The <c>next</c> of the part before; nothing for the first part.</param>
    public static async Task<Results<Ok<Listing<TokenResource>>, ProblemHttpResult>> ListAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string? limit, string? cursor)
    {
        var query = new Query();
        var (items, before) = (query.Limit(limit), query.Before(List, cursor));
        if (query.Errors.Any) return problems.Of(query.Errors);

        var all = await grains.Tokens(caller.Tenant).GetTokens();
        return TypedResults.Ok(Listing<TokenResource>.Of(all.Where(token => !(token.Number.Value >= before)), items, List, token => token.Number.Value, TokenResource.Of));
    }

    /// <summary>Creates a token</summary>
    /// <remarks>Its secret is shown this once. A token creates tokens that may do no more than itself, and for no longer.</remarks>
    public static async Task<Results<Created<CreatedTokenResource>, ProblemHttpResult>> CreateAsync(TenantCaller caller, IGrainFactory grains, Problems problems, Body<NewTokenRequest> body)
    {
        var errors = new FieldErrors();
        var request = new TokenRequest(body.Value.Name, ScopesOf(body.Value.Scopes, errors), body.Value.ExpiresAt);
        if (errors.Any) return problems.Of(errors);

        var secret = TokenSecret.Create(caller.Tenant);
        return await grains.Tokens(caller.Tenant).CreateToken(caller.Actor, request, secret.Sha256()) switch
        {
            TokenAnswer.Created { Token: var token } => TypedResults.Created($"{ApiPaths.Root}/tokens", new CreatedTokenResource(TokenResource.Of(token), secret.Reveal())),
            TokenAnswer.Refused { Reason: var reason } => Refused(reason, problems),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Revokes a token</summary>
    /// <remarks>It lets nobody in from now on, and neither do the tokens that were created with it. One that was revoked before is not found.</remarks>
    public static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string id) =>
        TokenNumber.TryParse(id, out var token) && await grains.Tokens(caller.Tenant).RevokeToken(caller.Actor, token) ? TypedResults.NoContent() : problems.Of(ApiProblem.NotFound);

    private static List<ApiScope> ScopesOf(IReadOnlyList<string> names, FieldErrors errors)
    {
        var scopes = new List<ApiScope>();
        foreach (var name in names)
        {
            if (ApiScopes.TryParse(name, out var scope)) scopes.Add(scope);
            else errors.Add("scopes", FieldFault.NotOneOf, string.Join(", ", ApiScopes.All.Select(ApiScopes.NameOf)));
        }
        return scopes;
    }

    private static ProblemHttpResult Refused(TokenRefusal reason, Problems problems) => reason switch
    {
        TokenRefusal.WrongName => problems.Of(new FieldErrors().Add("name", reason)),
        TokenRefusal.NoScope => problems.Of(new FieldErrors().Add("scopes", reason)),
        TokenRefusal.WrongExpiry => problems.Of(new FieldErrors().Add("expiresAt", reason)),
        _ => problems.Refused(ApiProblem.TokenRefused, reason),
    };
}
