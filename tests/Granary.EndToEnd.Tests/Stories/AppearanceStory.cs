using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>A walk through every page and state, except those of buying; in French by <c>tests/appearance</c>.</summary>
public sealed class AppearanceStory(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public Task Every_page_and_state_in_english() => TakeAsync(Walk.InEnglish);

    [Fact(Explicit = true)]
    public Task Every_page_and_state_in_french() => TakeAsync(Walk.InFrench);

    private async Task TakeAsync(Func<Browser, Uri, Walk> begin)
    {
        await using var demo = new DemoServer();
        await demo.InitializeAsync();
        var walk = begin(browser, demo.Address);
        await SignInPageAsync();
        await UserAsync();
        await FreeAsync();
        await FailedAsync();
        await FleetAsync();
        await ScheduledAsync();

        async Task SignInPageAsync()
        {
            var page = await walk.OpenAsync();
            await page.GotoAsync("/sign-in");
            await walk.SeeAsync(page, "sign-in");
            await page.GotoAsync("/nonsense");
            await walk.SeeAsync(page, "no-such-page");
        }

        async Task UserAsync() => await walk.SeeAsync(await walk.SignInAsync("Marc Delorme"), "plain-user");

        async Task FreeAsync()
        {
            var page = await walk.SignInAsync("Anjali Rao");
            await walk.Button(page, "DownloadNow").ClickAsync();
            await Expect(walk.Button(page, "Buy.Proceed")).ToBeEnabledAsync();
            await walk.SeeAsync(page, "nothing-left");
            await walk.Button(page, "Button.Close").ClickAsync();
            await walk.Radio(page, "Frequency.Weekly").CheckAsync();
            await Expect(page.Locator(".run.skipped")).ToHaveCountAsync(6);
            await walk.SeeAsync(page, "choice-not-covered");
            await walk.Button(page, "Choice.Done").ClickAsync();
            await Expect(walk.Button(page, "Buy.Proceed")).ToBeEnabledAsync();
            await walk.SeeAsync(page, "not-covered");
        }

        async Task FailedAsync()
        {
            var page = await walk.SignInAsync("Sophia Isha");
            using (demo.WithoutDatabase("montblanc"))
            {
                await walk.Button(page, "DownloadNow").ClickAsync();
                await Expect(page.Locator(".fault").First).ToBeVisibleAsync();
                await walk.SeeAsync(page, "failed");
            }
        }

        async Task FleetAsync()
        {
            var page = await walk.SignInAsync("Olu Ade");
            await Expect(page.GetByText("eu/montblanc")).ToBeVisibleAsync();
            await walk.SeeAsync(page, "fleet");
        }

        async Task ScheduledAsync()
        {
            var page = await walk.SignInAsync("Grace Miller");
            await walk.SeeAsync(page, "nothing-yet");
            await walk.Radio(page, "Frequency.OnceAMonth").CheckAsync();
            await Expect(page.Locator(".run")).ToHaveCountAsync(6);
            await walk.SeeAsync(page, "choice-by-date");
            await walk.Radio(page, "Choice.OnDay").CheckAsync();
            await Expect(page.Locator("#choice-weekday")).ToBeVisibleAsync();
            await walk.SeeAsync(page, "choice-by-day");
            await walk.Radio(page, "Frequency.TwiceAMonth").CheckAsync();
            await walk.SeeAsync(page, "choice-twice-a-month");
            await walk.Button(page, "Choice.Done").ClickAsync();
            await Expect(page.Locator(".mud-snackbar")).ToBeVisibleAsync();
            await walk.SeeAsync(page, "pop-up");
            // It goes by itself.
            await Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
            await page.Locator("section[aria-labelledby=schedule] summary").ClickAsync();
            await walk.SeeAsync(page, "summary");
            await walk.Button(page, "Schedule.Change").ClickAsync();
            await walk.SeeAsync(page, "change");
            await walk.Button(page, "Button.Cancel").ClickAsync();

            demo.Crm("lakeside").WithSlowReadings();
            await walk.Button(page, "DownloadNow").ClickAsync();
            await Expect(page.Locator(".module-bar").First).ToBeVisibleAsync();
            await walk.SeeAsync(page, "running");
            await Expect(page.Locator("article.backup")).ToHaveCountAsync(1, new() { Timeout = 120_000 });
            await page.Locator(".fold.warnings summary").ClickAsync();
            await walk.SeeAsync(page, "ready-with-warnings");
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Notifications,") }).ClickAsync();
            await Expect(page.Locator(".notification")).Not.ToHaveCountAsync(0);
            await walk.SeeAsync(page, "bell");
            await page.GetByRole(AriaRole.Dialog).Locator("button").First.ClickAsync();
            await walk.Button(page, "Schedule.Stop").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await walk.SeeAsync(page, "stop");
        }
    }
}
