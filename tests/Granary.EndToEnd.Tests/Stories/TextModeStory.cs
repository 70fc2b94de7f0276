using System.IO.Compression;
using Granary.Domain.Quotas;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>How text is written: chosen on the page, said beside each download, and so in the files.</summary>
[Collection(StoryCollection.Name)]
public sealed class TextModeStory(Browser browser, StoryServer server)
{
    [Fact]
    public async Task A_change_holds_from_the_next_backup_on_and_earlier_ones_stay_as_they_are()
    {
        var tenant = server.Take(Edition.Enterprise);
        tenant.Crm.WithContacts().WithFormula();
        var page = new BackupPage(await browser.SignInAsync(server.Address, tenant.Ada, "en-GB"));
        await page.BackUpAsync();

        await page.Page.GetByText("For spreadsheets", new() { Exact = true }).ClickAsync();
        await page.SaveTextModeAsync();
        await Expect(page.Page.GetByText("Saved. From the next backup on: text for spreadsheets.")).ToBeVisibleAsync();
        await Expect(page.Entries($"{tenant.Ada} changed how text is written: text for spreadsheets")).ToHaveCountAsync(1);
        await page.BackUpAsync();

        var backups = page.Downloads.Locator("article");
        await Expect(backups).ToHaveCountAsync(2);
        await Expect(backups.First).ToContainTextAsync("text for spreadsheets");
        await Expect(backups.Last).ToContainTextAsync("text for restoring");
        Assert.Contains("'=1+1", await FormulasAsync(page, backup: 0), StringComparison.Ordinal);
        Assert.DoesNotContain("'=1+1", await FormulasAsync(page, backup: 1), StringComparison.Ordinal);
    }

    private static async Task<string> FormulasAsync(BackupPage page, int backup)
    {
        var download = await page.DownloadAsync("Data_001.zip", backup);
        using var zip = ZipFile.OpenRead(await download.PathAsync());
        using var reader = new StreamReader(zip.Entries.Single(entry => entry.Name.StartsWith("Formulas", StringComparison.Ordinal)).Open());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
