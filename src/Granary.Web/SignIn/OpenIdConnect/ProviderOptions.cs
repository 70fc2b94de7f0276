namespace Granary.Web.SignIn.OpenIdConnect;

/// <summary>
/// Where people sign in: section <c>Granary:SignIn:OpenIdConnect</c>. Any provider of OpenID Connect that knows the authorization code flow. It has to allow
/// <c>https://your-site/sign-in/callback</c> to come back to, and <c>https://your-site/sign-out/callback</c> after signing out.
/// </summary>
public sealed class ProviderOptions
{
    public const string Section = "Granary:SignIn:OpenIdConnect";

    /// <summary>The issuer; what is below it at <c>/.well-known/openid-configuration</c> says the rest. HTTPS. Default: none, nobody signs in this way.</summary>
    public string? Authority { get; set; }

    /// <summary>As the provider knows Granary. Needed.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Give it in the environment. Default: none, for a client that the provider calls public; PKCE is used either way.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the sign-in page calls the provider. Default: the host of the authority.</summary>
    public string? Name { get; set; }

    /// <summary>What to ask for; <c>openid</c> has to be there. Default: <c>openid profile email</c>.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>Which claims say who somebody is: of the ID token and of what the userinfo endpoint answers, which goes first.</summary>
    public ClaimOptions Claims { get; } = new();

    /// <summary>After that the browser passes by the provider again, which mostly asks nothing. Default one hour; a minute to 24 hours.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How often the provider's userinfo endpoint is asked in a session whether it still says the same, for as long as the access token is good; after that the browser passes
    /// by the provider again. Before a download, and before an API token is created, it is always asked. Default one minute; one second to one hour.
    /// </summary>
    public TimeSpan CheckEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>True where people sign in this way.</summary>
    public bool IsOn => !string.IsNullOrEmpty(Authority);

    internal IEnumerable<string> ScopeValues => Scopes.Count > 0 ? Scopes : ["openid", "profile", "email"];

    internal string ShownName => string.IsNullOrWhiteSpace(Name) ? new Uri(Authority!).Host : Name;
}
