using System.Security.Claims;
using Granary.Domain.Tenants;

namespace Granary.Web.SignIn;

/// <summary>Who is signed in, read from the claims of the session and from nothing else.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 of the place of sign-in; null where the identity provider does not say.</param>
internal sealed record Visitor(string Id, string Name, TenantId? Tenant, Profile Profile, string? Email = null, string? Country = null)
{
    private const string IdClaim = "sub";
    private const string NameClaim = "name";
    private const string EmailClaim = "email";
    private const string CountryClaim = "country";
    private const string TenantClaim = "granary:tenant";
    private const string ProfileClaim = "granary:profile";

    public bool IsAdministrator => Tenant is not null && Profile is Profile.Administrator;

    public bool IsOperator => Tenant is null && Profile is Profile.Operator;

    public Actor Actor => new(IsOperator ? ActorKind.Operator : ActorKind.Person, Id, Name);

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
            principal.FindFirstValue(CountryClaim));
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
        return new ClaimsPrincipal(identity);
    }
}
