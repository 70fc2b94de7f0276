using System.Globalization;
using System.Resources;
using Granary.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>
/// A walk through every page and state: accessible in light and dark, wide and narrow, and never wider than the window.
/// With <c>GRANARY_PICTURES</c> it leaves a picture of each.
/// </summary>
public sealed class AppearanceStory(Browser browser, DemoServer demo) : IClassFixture<Browser>, IClassFixture<DemoServer>
{
    private static readonly ResourceManager Texts = new("Granary.Web.Localisation.Texts", typeof(GranaryWebExtensions).Assembly);

    [Fact]
    public async Task Every_page_and_state_in_english() => await WalkAsync("en-GB", async (page, state, look) =>
    {
        await look.AssertAccessibleAsync(page, state);
        await look.AssertFitsAsync(page, state);
    });

    // What axe-core looks at is the same in every language; how much room words take is not.
    [Fact]
    public async Task Every_page_and_state_in_french() => await WalkAsync("fr-FR", async (page, state, look) => await look.AssertFitsAsync(page, state));

    private async Task WalkAsync(string language, Func<IPage, string, Look, Task> check)
    {
        var texts = CultureInfo.GetCultureInfo(language);
        await SignInPageAsync();
        await UserAsync();
        await FreeAsync();
        await FailedAsync();
        await ScheduledAsync();

        async Task SignInPageAsync()
        {
            var page = await browser.OpenAsync(demo.Address, language);
            await page.GotoAsync("/sign-in");
            await SeeAsync(page, "sign-in");
            await page.GotoAsync("/nonsense");
            await SeeAsync(page, "no-such-page");
        }

        async Task UserAsync() => await SeeAsync(await OpenAsync("Marc Delorme"), "plain-user");

        async Task FreeAsync()
        {
            var page = await OpenAsync("Anjali Rao");
            await Button(page, "DownloadNow").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await SeeAsync(page, "nothing-left");
            await Button(page, "Button.Close").ClickAsync();
            await Radio(page, "Frequency.Weekly").CheckAsync();
            await Expect(page.Locator(".run.skipped")).ToHaveCountAsync(6);
            await SeeAsync(page, "choice-not-covered");
            await Button(page, "Choice.Done").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await SeeAsync(page, "not-covered");
        }

        async Task FailedAsync()
        {
            var page = await OpenAsync("Sophia Isha");
            using (demo.WithoutDatabase("montblanc"))
            {
                await Button(page, "DownloadNow").ClickAsync();
                await Expect(page.Locator(".fault").First).ToBeVisibleAsync();
                await SeeAsync(page, "failed");
            }
        }

        async Task ScheduledAsync()
        {
            var page = await OpenAsync("Grace Miller");
            await SeeAsync(page, "nothing-yet");
            await Radio(page, "Frequency.OnceAMonth").CheckAsync();
            await Expect(page.Locator(".run")).ToHaveCountAsync(6);
            await SeeAsync(page, "choice-by-date");
            await Radio(page, "Choice.OnDay").CheckAsync();
            await Expect(page.Locator("#choice-weekday")).ToBeVisibleAsync();
            await SeeAsync(page, "choice-by-day");
            await Radio(page, "Frequency.TwiceAMonth").CheckAsync();
            await SeeAsync(page, "choice-twice-a-month");
            await Button(page, "Choice.Done").ClickAsync();
            await Expect(page.Locator(".mud-snackbar")).ToBeVisibleAsync();
            await SeeAsync(page, "pop-up");
            await page.Locator(".mud-snackbar button").ClickAsync();
            await Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
            await page.Locator("section[aria-labelledby=schedule] summary").ClickAsync();
            await SeeAsync(page, "summary");
            await Button(page, "Schedule.Change").ClickAsync();
            await SeeAsync(page, "change");
            await Button(page, "Button.Cancel").ClickAsync();

            demo.Crm("lakeside").WithSlowReadings();
            await Button(page, "DownloadNow").ClickAsync();
            await Expect(page.Locator(".module-bar").First).ToBeVisibleAsync();
            await SeeAsync(page, "running");
            await Expect(page.Locator("article.backup")).ToHaveCountAsync(1, new() { Timeout = 120_000 });
            await page.Locator(".fold.warnings summary").ClickAsync();
            await SeeAsync(page, "ready-with-warnings");
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Notifications,") }).ClickAsync();
            await Expect(page.Locator(".notification")).Not.ToHaveCountAsync(0);
            await SeeAsync(page, "bell");
            await page.GetByRole(AriaRole.Dialog).Locator("button").First.ClickAsync();
            await Button(page, "Schedule.Stop").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await SeeAsync(page, "stop");
        }

        async Task SeeAsync(IPage page, string state)
        {
            foreach (var look in Look.All)
            {
                await look.TakeAsync(page);
                await Browser.PictureAsync(page, $"{state}-{texts.TwoLetterISOLanguageName}-{look.Name}");
                await check(page, state, look);
            }
            await Look.All[0].TakeAsync(page);
        }

        Task<IPage> OpenAsync(string person) => browser.SignInAsync(demo.Address, person, language);
        ILocator Radio(IPage page, string text) => page.GetByRole(AriaRole.Radio, new() { Name = Texts.GetString(text, texts), Exact = true });
        ILocator Button(IPage page, string text) => page.GetByRole(AriaRole.Button, new() { Name = Texts.GetString(text, texts), Exact = true });
    }
}
