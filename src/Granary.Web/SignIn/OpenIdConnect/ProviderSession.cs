using System.Globalization;
using System.Security.Claims;

namespace Granary.Web.SignIn.OpenIdConnect;

/// <summary>What a session remembers of the provider that began it: in the sealed cookie, beside who it is.</summary>
/// <param name="Since">When it began.</param>
/// <param name="AccessToken">What its userinfo endpoint is asked with; null where there is no such endpoint.</param>
/// <param name="AccessUntil">Until when the provider takes that.</param>
/// <param name="TellsProfile">Whether the userinfo endpoint knows the claim that makes an administrator; where it does not, it says only that the person still is one there.</param>
internal sealed record ProviderSession(DateTimeOffset Since, string? AccessToken, DateTimeOffset AccessUntil, bool TellsProfile)
{
    private const string SinceClaim = "granary:since";
    private const string TokenClaim = "granary:access";
    private const string UntilClaim = "granary:access-until";
    private const string ProfileClaim = "granary:tells-profile";

    /// <summary>Null for a session that no provider began.</summary>
    public static ProviderSession? Of(ClaimsPrincipal principal) => Moment(principal, SinceClaim) is { } since
        ? new ProviderSession(since, principal.FindFirstValue(TokenClaim), Moment(principal, UntilClaim) ?? since, principal.HasClaim(claim => claim.Type == ProfileClaim))
        : null;

    public ClaimsPrincipal ToPrincipal(Visitor visitor)
    {
        var principal = visitor.ToPrincipal(Session.Scheme);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(SinceClaim, Text(Since)));
        identity.AddClaim(new Claim(UntilClaim, Text(AccessUntil)));
        if (AccessToken is { } token) identity.AddClaim(new Claim(TokenClaim, token));
        if (TellsProfile) identity.AddClaim(new Claim(ProfileClaim, "true"));
        return principal;
    }

    private static string Text(DateTimeOffset moment) => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? Moment(ClaimsPrincipal principal, string claim) =>
        long.TryParse(principal.FindFirstValue(claim), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
