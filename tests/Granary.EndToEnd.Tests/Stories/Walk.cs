using System.Globalization;
using System.Resources;
using Granary.Web;
using Microsoft.Playwright;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>A walk through pages and states in one language. With <c>GRANARY_PICTURES</c> it leaves a picture of each in every look.</summary>
/// <param name="looks">In which each state is checked.</param>
internal sealed class Walk(Browser browser, Uri server, string language, IReadOnlyList<Look> looks, Func<IPage, string, Look, Task> check)
{
    private static readonly ResourceManager Texts = new("Granary.Web.Localisation.Texts", typeof(GranaryWebExtensions).Assembly);

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language);

    /// <summary>Accessible in light and dark, wide and narrow, and never wider than the window.</summary>
    public static Walk InEnglish(Browser browser, Uri server) => new(browser, server, "en-GB", [Look.WideLight, Look.NarrowDark], async (page, state, look) =>
    {
        await look.AssertAccessibleAsync(page, state);
        await look.AssertFitsAsync(page, state);
    });

    // What axe-core looks at is the same in every language; how much room words take is not.
    public static Walk InFrench(Browser browser, Uri server) => new(browser, server, "fr-FR", [Look.NarrowLight], (page, state, look) => look.AssertFitsAsync(page, state));

    public Task<IPage> OpenAsync() => browser.OpenAsync(server, language);

    public Task<IPage> SignInAsync(string person) => browser.SignInAsync(server, person, language);

    public async Task SeeAsync(IPage page, string state)
    {
        foreach (var look in Browser.TakesPictures ? Look.All : looks)
        {
            await look.TakeAsync(page);
            await Browser.PictureAsync(page, $"{state}-{culture.TwoLetterISOLanguageName}-{look.Name}");
            if (looks.Contains(look)) await check(page, state, look);
        }
        await Look.WideLight.TakeAsync(page);
    }

    /// <param name="arguments">Names of texts, or what stands for itself.</param>
    public string Text(string name, params string[] arguments) =>
        string.Format(culture, Texts.GetString(name, culture)!, [.. arguments.Select(argument => Texts.GetString(argument, culture) ?? argument)]);

    public ILocator Radio(IPage page, string text) => page.GetByRole(AriaRole.Radio, new() { Name = Text(text), Exact = true });

    public ILocator Link(IPage page, string text) => page.GetByRole(AriaRole.Link, new() { Name = Text(text), Exact = true });

    public ILocator Button(IPage page, string text, params string[] arguments) => page.GetByRole(AriaRole.Button, new() { Name = Text(text, arguments), Exact = true });
}
