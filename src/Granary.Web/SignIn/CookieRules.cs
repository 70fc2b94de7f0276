using Granary.Web.Edge;

namespace Granary.Web.SignIn;

/// <summary>What holds for every cookie that proves something.</summary>
internal static class CookieRules
{
    // What a browser keeps for each embedding site apart (CHIPS).
    private const string Partitioned = "Partitioned";

    public static void Apply(CookieBuilder cookie, string name, IHostEnvironment environment, EdgeOptions edge)
    {
        // The prefix makes a browser insist on TLS, which only Production is sure to have.
        cookie.Name = environment.IsProduction() ? $"__Host-{name}" : name;
        cookie.SecurePolicy = environment.IsProduction() || edge.IsEmbedded ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.Path = "/";
        // Not Strict: whoever follows a link from a mail to the page is still signed in.
        cookie.SameSite = edge.IsEmbedded ? SameSiteMode.None : SameSiteMode.Lax;
        if (edge.IsEmbedded && !cookie.Extensions.Contains(Partitioned)) cookie.Extensions.Add(Partitioned);
    }
}
