using Granary.Domain.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Net.Http.Headers;

namespace Granary.Web.SignIn;

/// <summary>The ways in. Beside <see cref="Session.Scheme"/>, which is for people and their browsers.</summary>
internal static class Schemes
{
    /// <summary>Whatever a program brings: one of <see cref="Token"/> and <see cref="Jwt"/>.</summary>
    public const string Api = "api";

    public const string Token = "token";

    /// <summary>Only where <see cref="Granary.Web.SignIn.Jwt.JwtOptions"/> say whose.</summary>
    public const string Jwt = "jwt";

    /// <summary><see cref="Api"/> for whoever brings a credential, else the session.</summary>
    public const string Any = "any";

    // As RFC 6750 has it, and as clients of the API that ours is compatible with say it.
    private static readonly string[] Kinds = ["Bearer", "Zoho-oauthtoken"];

    /// <summary>What stands in the Authorization header of a program; null where there is no such header, or more than one.</summary>
    public static string? CredentialOf(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header]) return null;

        var space = header.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && Kinds.Contains(header[..space], StringComparer.OrdinalIgnoreCase) && header[(space + 1)..].Trim() is { Length: > 0 } credential ? credential : null;
    }

    /// <param name="hasJwt">Whether anybody's JWTs are accepted.</param>
    public static AuthenticationBuilder AddPrograms(this AuthenticationBuilder authentication, bool hasJwt) => authentication
        .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(Token, configureOptions: null)
        .AddPolicyScheme(Api, displayName: null, options => options.ForwardDefaultSelector = http =>
            hasJwt && CredentialOf(http.Request)?.StartsWith(TokenSecret.Prefix, StringComparison.Ordinal) is false ? Jwt : Token)
        .AddPolicyScheme(Any, displayName: null, options => options.ForwardDefaultSelector = http =>
            http.Request.Headers.ContainsKey(HeaderNames.Authorization) ? Api : Session.Scheme);
}
