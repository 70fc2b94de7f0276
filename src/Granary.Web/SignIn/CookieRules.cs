namespace Granary.Web.SignIn;

/// <summary>What holds for every cookie that proves something.</summary>
internal static class CookieRules
{
    public static void Apply(CookieBuilder cookie, string name, IHostEnvironment environment)
    {
        // The prefix makes a browser insist on TLS, which only Production is sure to have.
        cookie.Name = environment.IsProduction() ? $"__Host-{name}" : name;
        cookie.SecurePolicy = environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.Path = "/";
        // Not Strict: whoever follows a link from a mail to the page is still signed in.
        cookie.SameSite = SameSiteMode.Lax;
    }
}
