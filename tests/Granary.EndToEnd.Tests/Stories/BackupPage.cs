using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>What an administrator sees and does on the Data Backup page, in English.</summary>
internal sealed class BackupPage(IPage page)
{
    public IPage Page => page;

    public ILocator DownloadNow => Button("Download now");

    public ILocator Schedule => Card("Schedule");

    public ILocator Choice => Card("When to back up");

    public ILocator Current => Card("Current backup");

    public ILocator Downloads => Card("Downloads");

    public ILocator Log => Card("Log");

    public ILocator StopButton => Schedule.GetByRole(AriaRole.Button, new() { Name = "Stop the backup" });

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    /// <summary>The entries of the log that are shown, newest first; those that say so.</summary>
    public ILocator Entries(string sentence = "") => Log.Locator(".log > li").Filter(new() { HasText = sentence });

    public Task ChooseAsync(string frequency) => page.GetByRole(AriaRole.Radio, new() { Name = frequency, Exact = true }).CheckAsync();

    public async Task PickAsync(string field, string option)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = field, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
    }

    public Task DoneAsync() => Button("Done").ClickAsync();

    public async Task StopAsync()
    {
        await StopButton.ClickAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "I understand, stop the backup" }).ClickAsync();
        await Expect(Choice).ToBeVisibleAsync();
    }

    /// <summary>Takes a backup and waits for its end.</summary>
    public async Task BackUpAsync()
    {
        var before = await Downloads.Locator("article").CountAsync();
        await DownloadNow.ClickAsync();
        await Expect(Downloads.Locator("article")).ToHaveCountAsync(before + 1);
        await Expect(DownloadNow).ToBeEnabledAsync();
    }

    public Task SaveTextModeAsync() => Button("Save").ClickAsync();

    /// <param name="backup">Which one: 0 is the newest.</param>
    public Task<IDownload> DownloadAsync(string file, int backup = 0) =>
        page.RunAndWaitForDownloadAsync(() => Downloads.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Download {file},") }).Nth(backup).ClickAsync());

    private ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private ILocator Card(string heading) => page.GetByRole(AriaRole.Region, new() { Name = heading, Exact = true });
}
