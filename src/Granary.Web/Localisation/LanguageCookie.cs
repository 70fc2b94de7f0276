using Granary.Web.Edge;
using Granary.Web.SignIn;
using Microsoft.Extensions.Options;

namespace Granary.Web.Localisation;

/// <summary>Where the chosen language is kept: it proves nothing, and goes by the same rules all the same.</summary>
internal sealed class LanguageCookie
{
    private readonly CookieBuilder builder = new() { MaxAge = TimeSpan.FromDays(365), IsEssential = true };

    public LanguageCookie(IHostEnvironment environment, IOptions<EdgeOptions> edge) => CookieRules.Apply(builder, "granary.language", environment, edge.Value);

    public string Name => builder.Name!;

    public void Append(HttpContext http, string value) => http.Response.Cookies.Append(Name, value, builder.Build(http));
}
