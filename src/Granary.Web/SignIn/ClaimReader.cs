using System.Security.Claims;
using System.Text.Json;
using Granary.Domain.Tenants;

namespace Granary.Web.SignIn;

/// <summary>Reads from what a provider says of somebody who that is here.</summary>
internal static class ClaimReader
{
    public static ILookup<string, string> Read(ClaimsPrincipal principal) => principal.Claims.ToLookup(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);

    public static ILookup<string, string> Read(JsonElement claims) => claims.EnumerateObject()
        .SelectMany(claim => Texts(claim.Value), (claim, text) => (claim.Name, text))
        .ToLookup(claim => claim.Name, claim => claim.text, StringComparer.Ordinal);

    /// <summary>Null where the claims name nobody, neither a tenant nor an operator, or both.</summary>
    /// <param name="known">Who it was before: what no claim says any more stays so, but for the profile.</param>
    public static Visitor? VisitorOf(ILookup<string, string> claims, ClaimOptions options, Visitor? known = null)
    {
        if ((One(options.Id) ?? known?.Id) is not { } id) return null;

        var profiles = claims[options.Profile].ToHashSet(StringComparer.Ordinal);
        var isOperator = options.OperatorValues.Any(profiles.Contains);
        if (isOperator && (One(options.Tenant) ?? known?.Tenant?.ToString()) is { } beside && beside != options.OperatorTenant) return null;

        var tenant = isOperator ? null : TenantOf(One(options.Tenant), (options.Region is { } region ? One(region) : null) ?? options.DefaultRegion) ?? known?.Tenant;
        if (!isOperator && tenant is null) return null;

        return new Visitor(
            id,
            One(options.Name) ?? known?.Name ?? id,
            tenant,
            isOperator ? Profile.Operator : options.AdministratorValues.Any(profiles.Contains) ? Profile.Administrator : Profile.User,
            One("email_verified") is "false" or "False" ? null : One(options.Email) ?? known?.Email,
            One(options.Country) is { Length: 2 } country && country.All(char.IsAsciiLetter) ? country.ToUpperInvariant() : known?.Country);

        string? One(string claim) => claims[claim].FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
    }

    private static TenantId? TenantOf(string? name, string? region) =>
        TenantId.TryParse(name, out var whole) ? whole
        : TenantId.IsName(name) && TenantId.IsName(region) ? new TenantId(region, name)
        : null;

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [value.GetRawText()],
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind is not JsonValueKind.Array).SelectMany(Texts),
        _ => [],
    };
}
