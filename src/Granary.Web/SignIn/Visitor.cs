using System.Security.Claims;
using Granary.Domain.Tenants;

namespace Granary.Web.SignIn;

/// <summary>Who calls, read from verified claims and from nothing else: of a session, of the vendor's JWT, of an API token.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 of the place of sign-in; null where the identity provider does not say.</param>
/// <param name="Scopes">What a <see cref="Profile.Program"/> may do; null for everybody else, whose profile says all.</param>
internal sealed record Visitor(
    string Id, string Name, TenantId? Tenant, Profile Profile, string? Email = null, string? Country = null, IReadOnlyList<ApiScope>? Scopes = null)
{
    private const string IdClaim = "sub";
    private const string NameClaim = "name";
    private const string EmailClaim = "email";
    private const string CountryClaim = "country";
    private const string TenantClaim = "granary:tenant";
    private const string ProfileClaim = "granary:profile";
    private const string ScopeClaim = "granary:scope";

    public bool IsAdministrator => Tenant is not null && Profile is Profile.Administrator;

    public bool IsOperator => Tenant is null && Profile is Profile.Operator;

    public bool IsVendor => Tenant is null && Profile is Profile.Vendor;

    public Actor Actor => new(
        Profile switch { Profile.Operator => ActorKind.Operator, Profile.Vendor => ActorKind.Vendor, Profile.Program => ActorKind.Token, _ => ActorKind.Person },
        Id,
        Name);

    /// <summary>Whether that may be done in the own tenant.</summary>
    public bool May(ApiScope scope) => IsAdministrator || (Tenant is not null && Profile is Profile.Program && Scopes?.Contains(scope) is true);

    /// <summary>The program that an API token lets in.</summary>
    public static Visitor Of(TenantId tenant, ApiToken token) =>
        new(token.ToActor().Id, token.Name, tenant, Profile.Program, Scopes: token.Scopes);

    /// <summary>Null for somebody who is not signed in, or whose claims do not say who that is.</summary>
    public static Visitor? Of(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true }) return null;
        if (principal.FindFirstValue(IdClaim) is not { Length: > 0 } id) return null;
        if (principal.FindFirstValue(NameClaim) is not { Length: > 0 } name) return null;
        if (!Enum.TryParse<Profile>(principal.FindFirstValue(ProfileClaim), out var profile)) return null;

        return new Visitor(
            id,
            name,
            TenantId.TryParse(principal.FindFirstValue(TenantClaim), out var tenant) ? tenant : null,
            profile,
            principal.FindFirstValue(EmailClaim),
            principal.FindFirstValue(CountryClaim),
            profile is Profile.Program ? [.. ScopesOf(principal)] : null);
    }

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity(scheme, NameClaim, ProfileClaim);
        identity.AddClaim(new Claim(IdClaim, Id));
        identity.AddClaim(new Claim(NameClaim, Name));
        identity.AddClaim(new Claim(ProfileClaim, Profile.ToString()));
        if (Email is { } email) identity.AddClaim(new Claim(EmailClaim, email));
        if (Country is { } country) identity.AddClaim(new Claim(CountryClaim, country));
        if (Tenant is { } tenant) identity.AddClaim(new Claim(TenantClaim, tenant.ToString()));
        foreach (var scope in Scopes ?? []) identity.AddClaim(new Claim(ScopeClaim, ApiScopes.NameOf(scope)));
        return new ClaimsPrincipal(identity);
    }

    private static IEnumerable<ApiScope> ScopesOf(ClaimsPrincipal principal)
    {
        foreach (var claim in principal.FindAll(ScopeClaim))
            if (ApiScopes.TryParse(claim.Value, out var scope)) yield return scope;
    }
}
