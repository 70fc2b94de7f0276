using Granary.Domain.Quotas;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Without a mouse: everything can be reached, what has the focus can be seen, and it is never lost.</summary>
[Collection(StoryCollection.Name)]
public sealed class KeyboardStory(Browser browser, StoryServer server)
{
    private const int MostStops = 40;

    // The theme hides the button of a radio and shows its circle; a field shows its frame.
    private const string ShowsFocus = """
        element => [element, element.closest(".mud-radio")?.querySelector("svg"), element.closest(".mud-input")?.querySelector(".mud-input-outlined-border")]
          .filter(shown => shown && getComputedStyle(shown).opacity !== "0")
          .some(shown => {
            const style = getComputedStyle(shown);
            return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 || parseFloat(style.borderTopWidth) >= 2;
          })
        """;

    [Fact]
    public async Task A_schedule_is_chosen_saved_and_stopped()
    {
        var page = await OpenAsync();
        var keyboard = page.Page.Keyboard;
        var weekday = page.Page.GetByLabel("Weekday");

        await TabToAsync(page, page.Page.GetByRole(AriaRole.Radio, new() { Name = "No schedule" }));
        await keyboard.PressAsync("ArrowDown");
        await Expect(page.Page.GetByRole(AriaRole.Radio, new() { Name = "Twice a month" })).ToBeCheckedAsync();
        await TabToAsync(page, weekday);
        await keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(7);
        await keyboard.PressAsync("End");
        await keyboard.PressAsync("Enter");
        await Expect(weekday).ToHaveValueAsync("Sunday");
        await TabToAsync(page, page.Page.GetByRole(AriaRole.Button, new() { Name = "Done" }));
        await keyboard.PressAsync("Enter");

        await Expect(page.Schedule.GetByText("Every two weeks on Sunday")).ToBeVisibleAsync();
        await Expect(page.Schedule.GetByRole(AriaRole.Heading)).ToBeFocusedAsync();
        await TabToAsync(page, page.StopButton);
        await OpenDialogAsync(page);
        await TabToAsync(page, page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }));
        await keyboard.PressAsync("Escape");
        await Expect(page.Dialog).ToHaveCountAsync(0);
        await Expect(page.StopButton).ToBeFocusedAsync();

        await OpenDialogAsync(page);
        await TabToAsync(page, page.Dialog.GetByRole(AriaRole.Button, new() { Name = "I understand, stop the backup" }));
        await keyboard.PressAsync("Enter");
        await Expect(page.Choice.GetByRole(AriaRole.Heading, new() { Name = "When to back up" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_skip_link_leads_past_the_frame()
    {
        var page = await OpenAsync();
        var skip = page.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" });

        await TabToAsync(page, skip);
        await Expect(skip).ToBeInViewportAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Page.Locator("main")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(page.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).First).ToBeFocusedAsync();
    }

    private async Task<BackupPage> OpenAsync()
    {
        var page = new BackupPage(await browser.SignInAsync(server.Address, server.Take(Edition.Enterprise).Ada, "en-GB"));
        await Expect(page.DownloadNow).ToBeEnabledAsync();
        // Where a page that has just come begins, for whoever hears it; until then the focus would be taken away again.
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        return page;
    }

    // It has the focus before anybody goes on: where it was taken from is where it goes back to.
    private static async Task OpenDialogAsync(BackupPage page)
    {
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Dialog.Locator(":focus")).ToHaveCountAsync(1);
    }

    private static async Task TabToAsync(BackupPage page, ILocator target)
    {
        await Expect(target).ToBeVisibleAsync();
        for (var stop = 0; !await target.EvaluateAsync<bool>("element => element.contains(document.activeElement)"); stop++)
        {
            Assert.True(stop < MostStops, $"{target} cannot be reached with the Tab key");
            await page.Page.Keyboard.PressAsync("Tab");
        }
        Assert.True(await page.Page.Locator(":focus").EvaluateAsync<bool>(ShowsFocus), $"{target} has the focus and does not show it");
    }
}
