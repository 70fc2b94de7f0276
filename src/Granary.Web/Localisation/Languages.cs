using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Granary.Web.Localisation;

/// <summary>The languages of the texts, and within each the ways to write numbers and dates.</summary>
internal static class Languages
{
    public static readonly IReadOnlyList<CultureInfo> All = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("fr")];

    /// <summary>The language of this request, or of this circuit.</summary>
    public static CultureInfo Current => All.First(language => IsOf(CultureInfo.CurrentUICulture, language));

    /// <summary>The one to switch to.</summary>
    public static CultureInfo Other => All.First(language => language != Current);

    /// <summary>For a reader who chose a language: with the region their browser names for it, if it names one.</summary>
    public static RequestCulture Choose(CultureInfo language, IEnumerable<string> accepted)
    {
        var formats = accepted.Select(Known).FirstOrDefault(culture => culture is not null && IsOf(culture, language));
        return new RequestCulture(formats ?? language, language);
    }

    /// <param name="cookie">Where a choice is kept.</param>
    public static void Configure(RequestLocalizationOptions options, string cookie)
    {
        options.DefaultRequestCulture = new RequestCulture(All[0]);
        options.SupportedUICultures = [.. All];
        options.SupportedCultures = [.. CultureInfo.GetCultures(CultureTypes.AllCultures).Where(culture => All.Any(language => IsOf(culture, language)))];
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
        options.ApplyCurrentCultureToResponseHeaders = true;
    }

    private static bool IsOf(CultureInfo culture, CultureInfo language) =>
        culture.TwoLetterISOLanguageName == language.TwoLetterISOLanguageName;

    private static CultureInfo? Known(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
