using System.Text.RegularExpressions;
using Granary.Domain.Quotas;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>When the scheduled backups can be stopped, and when not.</summary>
[Collection(StoryCollection.Name)]
public sealed class StopStory(Browser browser, StoryServer server)
{
    [Fact]
    public async Task Not_while_a_backup_is_in_progress_but_as_soon_as_it_has_ended()
    {
        var tenant = server.Take(Edition.Ultimate);
        tenant.Crm.WithContacts().WithSlowReadings(1200);
        var page = new BackupPage(await browser.SignInAsync(server.Address, tenant.Ada, "en-GB"));
        await page.ChooseAsync("Once a month");
        await page.DoneAsync();
        await Expect(page.StopButton).ToBeEnabledAsync();

        await page.DownloadNow.ClickAsync();

        await Expect(page.StopButton).ToBeDisabledAsync();
        await Expect(page.StopButton).ToHaveAccessibleDescriptionAsync("A backup is in progress: the schedule can be stopped when it has ended.");
        await Expect(page.DownloadNow).ToBeDisabledAsync();
        await Expect(page.DownloadNow).ToHaveAccessibleDescriptionAsync("A backup is in progress. You can start the next one when it has ended.");
        await Expect(page.Current.GetByText("In progress")).ToBeVisibleAsync();
        await Expect(page.Current.GetByText("Readings")).ToBeVisibleAsync();
        await Expect(page.Current).ToContainTextAsync(new Regex(@"[1-9]\d* of 1,200"), new() { Timeout = 120_000 });

        await Expect(page.Page.GetByText("The backup is ready: its files are under Downloads.")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Expect(page.Current).ToHaveCountAsync(0);
        await page.StopAsync();
        await Expect(page.Page.GetByText("The schedule is stopped. Backups that are ready stay.")).ToBeVisibleAsync();
        await Expect(page.Downloads.GetByText("Data_001.zip")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_cancels_the_question_has_stopped_nothing()
    {
        var tenant = server.Take(Edition.Enterprise);
        var page = new BackupPage(await browser.SignInAsync(server.Address, tenant.Ada, "en-GB"));
        await page.ChooseAsync("Twice a month");
        await page.DoneAsync();

        await page.StopButton.ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("Stopping ends the scheduled backups. It does not end your weekly subscription");
        await page.Dialog.GetByText("Cancel", new() { Exact = true }).ClickAsync();

        await Expect(page.Dialog).ToHaveCountAsync(0);
        await page.Page.ReloadAsync();
        await Expect(page.Schedule.GetByText("Status: Scheduled")).ToBeVisibleAsync();
        await Expect(page.Entries("stopped the scheduled backups")).ToHaveCountAsync(0);
    }
}
