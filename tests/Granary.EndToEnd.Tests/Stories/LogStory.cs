using Granary.Domain.Quotas;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>The log: who did what and when, page by page, narrowed to what somebody looks for.</summary>
[Collection(StoryCollection.Name)]
public sealed class LogStory(Browser browser, StoryServer server)
{
    [Fact]
    public async Task Every_step_stands_there_once_with_its_person_and_time_newest_first()
    {
        var tenant = server.Take(Edition.Enterprise);
        tenant.Crm.WithContacts();
        var page = await OpenAsync(tenant.Ada);
        await page.BackUpAsync();
        await page.DownloadAsync("Data_001.zip");
        await page.DownloadAsync("Data_001.zip");
        var other = await OpenAsync(tenant.Bea);
        await other.DownloadAsync("Data_001.zip");
        await other.ChooseAsync("Twice a month");
        await other.DoneAsync();
        await other.StopAsync();

        await page.Page.ReloadAsync();

        await Expect(page.Entries()).ToContainTextAsync([
            $"{tenant.Bea} stopped the scheduled backups",
            $"{tenant.Bea} scheduled a backup every two weeks on Monday",
            $"{tenant.Bea} started the download of Data_001.zip",
            $"{tenant.Ada} started the download of Data_001.zip",
            "The backup is ready for download",
            "The backup started",
            $"{tenant.Ada} asked for a backup",
        ]);
        await Expect(page.Log.Locator("time").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d{1,2} \w+ 20\d\d, \d\d:\d\d$"));
        await Expect(page.Page.GetByText("Times are those of")).ToContainTextAsync("Europe/Paris");
    }

    [Fact]
    public async Task Twenty_entries_make_a_page_and_a_filter_begins_at_the_first()
    {
        var tenant = server.Take(Edition.Enterprise);
        var page = await OpenAsync(tenant.Ada);
        await page.ChooseAsync("Twice a month");
        await page.DoneAsync();
        await Expect(page.Schedule).ToBeVisibleAsync();
        for (var change = 1; change <= 21; change++)
        {
            await page.Page.GetByText(change % 2 == 1 ? "For spreadsheets" : "For restoring (exact)", new() { Exact = true }).ClickAsync();
            await page.SaveTextModeAsync();
            await Expect(page.Page.GetByText(change % 2 == 1 ? "Saved. From the next backup on: text for spreadsheets." : "Saved. From the next backup on: text for restoring.")).ToBeVisibleAsync();
        }

        await Expect(page.Entries()).ToHaveCountAsync(20);
        await page.Log.GetByLabel("Page 2", new() { Exact = true }).ClickAsync();
        await Expect(page.Entries()).ToHaveCountAsync(2);
        await Expect(page.Entries()).ToContainTextAsync(["text for spreadsheets", "scheduled a backup"]);

        await page.PickAsync("What", "Schedule");
        await Expect(page.Entries()).ToContainTextAsync(["scheduled a backup every two weeks on Monday"]);
        await Expect(page.Entries()).ToHaveCountAsync(1);
        await page.PickAsync("What", "Downloads");
        await Expect(page.Log.GetByText("No entry is of that kind. Choose All and Everybody to see the whole log.")).ToBeVisibleAsync();
        await page.PickAsync("What", "All");
        await page.PickAsync("Who", tenant.Ada);
        await Expect(page.Entries(tenant.Ada)).ToHaveCountAsync(20);
    }

    private async Task<BackupPage> OpenAsync(string person) => new(await browser.SignInAsync(server.Address, person, "en-GB"));
}
