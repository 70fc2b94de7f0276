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
        services.AddSingleton<LanguageCookie>();
        services.AddOptions<RequestLocalizationOptions>().Configure<LanguageCookie>((options, cookie) => Languages.Configure(options, cookie.Name));
    }

    public static void MapLanguages(this IEndpointRouteBuilder app) =>
        app.MapPost("/language", Choose).AddEndpointFilter<AntiforgeryFilter>();

    private static Results<RedirectHttpResult, BadRequest> Choose(HttpContext http, LanguageCookie cookie, [FromForm] string language, [FromForm] string? returnUrl)
    {
        if (Languages.All.FirstOrDefault(known => known.Name == language) is not { } chosen) return TypedResults.BadRequest();

        var accepted = http.Request.GetTypedHeaders().AcceptLanguage.Select(value => value.Value.ToString());
        cookie.Append(http, CookieRequestCultureProvider.MakeCookieValue(Languages.Choose(chosen, accepted)));
        return TypedResults.LocalRedirect(LocalUrl.Of(returnUrl));
    }
}
