using Granary.Domain.Quotas;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Who is told what, on every page that is open, and what is kept when the server is started anew.</summary>
public sealed class NotificationStory(Browser browser, StoryServer server) : IClassFixture<Browser>, IClassFixture<StoryServer>
{
    [Fact]
    public async Task Everybody_concerned_is_told_once_on_each_open_page_and_the_bell_keeps_it_over_a_restart()
    {
        var tenant = server.Take(Edition.Enterprise);
        tenant.Crm.WithContacts();
        var ada = new BackupPage(await OpenAsync(tenant.Ada));
        var adaElsewhere = await OpenAsync(tenant.Ada);
        var bea = new BackupPage(await OpenAsync(tenant.Bea));
        await Expect(ada.DownloadNow).ToBeEnabledAsync();
        await Expect(new BackupPage(adaElsewhere).DownloadNow).ToBeEnabledAsync();

        await bea.ChooseAsync("Twice a month");
        await bea.DoneAsync();
        await Expect(ada.Schedule).ToBeVisibleAsync();
        await ada.Schedule.GetByText("Change", new() { Exact = true }).ClickAsync();
        await ada.PickAsync("Weekday", "Friday");
        await ada.DoneAsync();
        await Expect(ada.Schedule.GetByText("Every two weeks on Friday")).ToBeVisibleAsync();
        // Nothing set aside this month may keep a backup now from being free: a stop frees it.
        await ada.StopAsync();
        await ada.BackUpAsync();

        string[] toBoth = [$"{tenant.Ada} scheduled a backup every two weeks on Friday.", $"{tenant.Ada} stopped the scheduled backups."];
        string[] toBea = [$"{tenant.Bea} scheduled a backup every two weeks on Monday.", .. toBoth];
        string[] toAda = [.. toBoth, "A backup is being archived.", "A backup is ready for download."];
        Assert.Equal(toAda, await new PopUps(ada.Page).UntilAsync(toAda[^1]));
        Assert.Equal(toAda, await new PopUps(adaElsewhere).UntilAsync(toAda[^1]));
        Assert.Equal(toBea, await new PopUps(bea.Page).UntilAsync(toBea[^1]));

        await server.RestartAsync();

        var later = await OpenAsync(tenant.Ada);
        await ExpectBellAsync(later, toAda);
        await ExpectBellAsync(await OpenAsync(tenant.Bea), toBea);
        Assert.Empty(await later.EvaluateAsync<string[]>("window.popUps"));
    }

    [Fact]
    public async Task What_was_read_in_one_browser_is_read_in_the_other_and_what_is_not_stands_first()
    {
        var tenant = server.Take(Edition.Enterprise);
        var here = new BackupPage(await OpenAsync(tenant.Ada));
        var elsewhere = await OpenAsync(tenant.Ada);
        await here.ChooseAsync("Once a month");
        await here.DoneAsync();
        await Expect(Bell(elsewhere, "1 unread")).ToBeVisibleAsync();

        await Bell(here.Page, "1 unread").ClickAsync();
        await Expect(here.Dialog.GetByText("New", new() { Exact = true })).ToHaveCountAsync(1);
        await Expect(Bell(elsewhere, "none unread")).ToBeVisibleAsync();
        await here.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await here.StopAsync();

        await Bell(elsewhere, "1 unread").ClickAsync();
        var entries = elsewhere.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Listitem);
        await Expect(entries).ToHaveCountAsync(2);
        await Expect(entries.First).ToContainTextAsync($"{tenant.Ada} stopped the scheduled backups.");
        await Expect(entries.First).ToContainTextAsync("New");
        await Expect(entries.Last).Not.ToContainTextAsync("New");
    }

    [Fact]
    public async Task A_failure_is_told_and_stays_until_it_is_closed()
    {
        var tenant = server.Take(Edition.Enterprise);
        var page = new BackupPage(await OpenAsync(tenant.Ada));

        await page.DownloadNow.ClickAsync();

        const string failed = "A backup failed. The Data backup page says why and what to do.";
        Assert.Equal([failed], await new PopUps(page.Page).UntilAsync(failed));
        await Expect(page.Downloads.GetByText("The data could not be opened for reading.")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("2 of 2 free backups left")).ToBeVisibleAsync();
        await page.Page.Locator(".mud-snackbar").GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(page.Page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
    }

    private Task<IPage> OpenAsync(string person) => browser.SignInAsync(server.Address, person, "en-GB", prepare: PopUps.RecordAsync);

    private static ILocator Bell(IPage page, string unread) => page.GetByRole(AriaRole.Button, new() { Name = $"Notifications, {unread}", Exact = true });

    private static async Task ExpectBellAsync(IPage page, IEnumerable<string> oldestFirst)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Notifications,") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Listitem).Locator("p:first-child")).ToContainTextAsync(oldestFirst.Reverse());
    }
}
