using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

/// <summary>The cookies that a session consists of.</summary>
internal sealed class Session(IHostEnvironment environment) : IConfigureNamedOptions<CookieAuthenticationOptions>, IConfigureOptions<AntiforgeryOptions>
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name == Scheme) Configure(options);
    }

    public void Configure(CookieAuthenticationOptions options)
    {
        Harden(options.Cookie, "granary.session");
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = EndWhenNoLongerListed;
        // A download link followed after the session has ended leads to the sign-in page, as every page does; a program is told so.
        options.Events.OnRedirectToLogin = context =>
        {
            if (AlsoForPrograms.IsAskedByOne(context.HttpContext)) AlsoForPrograms.Refuse(context.HttpContext);
            else context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    public void Configure(AntiforgeryOptions options) => Harden(options.Cookie, "granary.antiforgery");

    private void Harden(CookieBuilder cookie, string name)
    {
        // The prefix makes a browser insist on TLS, which only Production is sure to have.
        cookie.Name = environment.IsProduction() ? $"__Host-{name}" : name;
        cookie.SecurePolicy = environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.Path = "/";
        // Not Strict: whoever follows a link from a mail to the page is still signed in.
        cookie.SameSite = SameSiteMode.Lax;
    }

    // A cookie outlives the list it was made from: taking a user off the list, or switching the demo off, ends the session.
    private static async Task EndWhenNoLongerListed(CookieValidatePrincipalContext context)
    {
        var demo = context.HttpContext.RequestServices.GetRequiredService<IOptions<DemoOptions>>().Value;
        var visitor = context.Principal is { } principal ? Visitor.Of(principal) : null;
        if (demo.Enabled && demo.Users.Any(user => user.ToVisitor() == visitor)) return;

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }
}
