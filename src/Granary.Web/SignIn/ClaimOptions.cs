using Granary.Domain.Tenants;

namespace Granary.Web.SignIn;

/// <summary>
/// Which claims say who somebody is. Names of claims are those of the provider; a claim may have several values. What a claim has in it that
/// is not a text, a number or a list of these is not read.
/// </summary>
public sealed class ClaimOptions
{
    /// <summary>What "the same person" means, in the log and everywhere else. Default: <c>sub</c>.</summary>
    public string Id { get; set; } = "sub";

    /// <summary>The name to show. Default: <c>name</c>; somebody without one is called by the id.</summary>
    public string Name { get; set; } = "name";

    /// <summary>Where notifications are mailed to. Default: <c>email</c>; not used where <c>email_verified</c> is false.</summary>
    public string Email { get; set; } = "email";

    /// <summary>ISO 3166-1 alpha-2 of the place of sign-in, which decides the currency of prices. Default: <c>country</c>; anything else counts as unknown.</summary>
    public string Country { get; set; } = "country";

    /// <summary>The tenant: <c>region/name</c>, or the name alone where <see cref="Region"/> or <see cref="DefaultRegion"/> tells the rest. Default: <c>tenant</c>.</summary>
    public string Tenant { get; set; } = "tenant";

    /// <summary>The region of the tenant. Default: none, it stands in <see cref="Tenant"/> or is <see cref="DefaultRegion"/>.</summary>
    public string? Region { get; set; }

    /// <summary>The region of a tenant of which no claim says one. Default: none.</summary>
    public string? DefaultRegion { get; set; }

    /// <summary>The claim whose values tell administrators and operators from users. Default: <c>role</c>.</summary>
    public string Profile { get; set; } = "role";

    /// <summary>The values of <see cref="Profile"/> that make an administrator of the tenant. Default: <c>administrator</c>.</summary>
    public IList<string> Administrators { get; } = [];

    /// <summary>
    /// The values of <see cref="Profile"/> that make an operator. Whose claims name a tenant beside, other than <see cref="OperatorTenant"/>, is nobody: whoever may give
    /// profiles in one tenant is not to be let into all. Default: <c>operator</c>.
    /// </summary>
    public IList<string> Operators { get; } = [];

    /// <summary>What <see cref="Tenant"/> has in it for operators, as the provider writes it: the vendor's own organisation. Default: none, operators are of no tenant there.</summary>
    public string? OperatorTenant { get; set; }

    /// <param name="place">Where these options stand.</param>
    internal IEnumerable<string> Errors(string place)
    {
        foreach (var (option, claim) in new[] { (nameof(Id), Id), (nameof(Name), Name), (nameof(Email), Email), (nameof(Country), Country), (nameof(Tenant), Tenant), (nameof(Profile), Profile) })
            if (string.IsNullOrWhiteSpace(claim)) yield return $"{place}:{option} is empty: write the name of the claim, or leave it out.";
        if (DefaultRegion is { } region && !TenantId.IsName(region)) yield return $"{place}:DefaultRegion is '{region}': write it as tenants have it, such as eu.";
        foreach (var both in AdministratorValues.Intersect(OperatorValues, StringComparer.Ordinal))
            yield return $"{place}:Administrators and Operators both have '{both}': nobody can be both.";
    }

    internal IEnumerable<string> AdministratorValues => Administrators.Count > 0 ? Administrators : ["administrator"];

    internal IEnumerable<string> OperatorValues => Operators.Count > 0 ? Operators : ["operator"];
}
