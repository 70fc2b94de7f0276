using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using MudBlazor;

namespace Granary.Web.Localisation;

internal static class LanguageExtensions
{
    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddTransient<MudLocalizer, MudTexts>();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
    }

    public static void MapLanguages(this IEndpointRouteBuilder app) =>
        app.MapPost("/language", Choose).AddEndpointFilter<AntiforgeryFilter>();

    private static Results<RedirectHttpResult, BadRequest> Choose(HttpContext http, [FromForm] string language, [FromForm] string? returnUrl)
    {
        if (Languages.All.FirstOrDefault(known => known.Name == language) is not { } chosen) return TypedResults.BadRequest();

        var accepted = http.Request.GetTypedHeaders().AcceptLanguage.Select(value => value.Value.ToString());
        http.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(Languages.Choose(chosen, accepted)),
            new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                Secure = http.Request.IsHttps,
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
            });
        return TypedResults.LocalRedirect(LocalUrl.Of(returnUrl));
    }
}
