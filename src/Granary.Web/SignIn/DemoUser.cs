using Granary.Domain.Tenants;

namespace Granary.Web.SignIn;

/// <summary>Somebody whom the demo lets sign in with a click.</summary>
public sealed class DemoUser
{
    /// <summary>Unique; what the log takes for "the same person".</summary>
    public string Id { get; set; } = "";

    /// <summary>The name to show.</summary>
    public string Name { get; set; } = "";

    /// <summary>Such as <c>eu/montblanc</c>; nothing for an operator.</summary>
    public string? Tenant { get; set; }

    /// <summary>Default: a user without the administrator profile.</summary>
    public Profile Profile { get; set; }

    /// <summary>Where notifications are mailed to. Default: nowhere.</summary>
    public string? Email { get; set; }

    /// <summary>Where they sign in, such as <c>FR</c>: decides the currency of prices. Default: unknown, so that the tenant's country does.</summary>
    public string? Country { get; set; }

    internal Visitor ToVisitor() =>
        new(Id, Name, TenantId.TryParse(Tenant, out var tenant) ? tenant : null, Profile, Given(Email), Given(Country));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
