using Granary.Web.Edge;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

/// <summary>The cookies that a session consists of, and what becomes of whoever comes without a good one.</summary>
internal sealed class Session(IHostEnvironment environment, IOptions<EdgeOptions> edge) : IConfigureNamedOptions<CookieAuthenticationOptions>, IConfigureOptions<AntiforgeryOptions>
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    private static readonly object Found = new();

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name == Scheme) Configure(options);
    }

    public void Configure(CookieAuthenticationOptions options)
    {
        CookieRules.Apply(options.Cookie, "granary.session", environment, edge.Value);
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = SignInEndpoints.Page;
        options.ReturnUrlParameter = SignInEndpoints.ReturnUrl;
        options.Events.OnSigningIn = context =>
        {
            SessionEnds.Identify(context.Principal!);
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = CheckAsync;
        options.Events.OnRedirectToLogin = context =>
        {
            Lead(context);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    public void Configure(AntiforgeryOptions options) => CookieRules.Apply(options.Cookie, "granary.antiforgery", environment, edge.Value);

    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var mustAsk = http.GetEndpoint()?.Metadata.GetMetadata<FreshSession>() is not null;
        var state = await http.RequestServices.GetRequiredService<SessionCheck>().CheckAsync(context.Principal!, mustAsk, http.RequestAborted);
        http.Items[Found] = state;
        switch (state)
        {
            case SessionState.Changed { Visitor: var visitor }:
                var changed = OpenIdConnect.ProviderSession.Of(context.Principal!)!.ToPrincipal(visitor);
                SessionEnds.Identify(changed, before: context.Principal);
                context.ReplacePrincipal(changed);
                context.ShouldRenew = true;
                break;
            case SessionState.Over:
                context.RejectPrincipal();
                await http.SignOutAsync(Scheme);
                break;
            // A form that was filled in before is still taken.
            case SessionState.Stale when !http.Request.HasFormContentType:
            case SessionState.Unanswered:
                context.RejectPrincipal();
                break;
        }
    }

    // A download link followed after the session has ended leads to the sign-in page, as every page does; a program is told so.
    private static void Lead(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (http.Items[Found] is SessionState.Unanswered) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else if (AlsoForPrograms.IsAskedByOne(http)) AlsoForPrograms.Refuse(http);
        else if (http.Items[Found] is SessionState.Stale) http.Response.Redirect(SignInEndpoints.ByProvider($"{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}"));
        else http.Response.Redirect(context.RedirectUri);
    }
}
