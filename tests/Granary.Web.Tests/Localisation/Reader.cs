using System.Globalization;
using Granary.Web.Localisation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Granary.Web.Tests.Localisation;

/// <summary>The texts as somebody reads them.</summary>
internal static class Reader
{
    /// <summary>For the rest of the test that asks.</summary>
    public static IStringLocalizer<Texts> In(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();
    }

    /// <summary>No-break spaces, wide and narrow, are read as spaces.</summary>
    public static string Plain(this string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
