using Granary.Domain.Quotas;
using Granary.Testing;
using Granary.Testing.SignIn;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Signing in at a real identity provider, in a real browser: what is changed there takes effect on a page that is open.</summary>
[Collection(StoryCollection.Name)]
public sealed class SignInStory(Browser browser)
{
    [Fact]
    public async Task An_administrator_signs_in_at_the_provider_is_demoted_there_and_signs_out_of_both()
    {
        using var directory = new TemporaryDirectory();
        using var provider = await IdentityProvider.StartAsync();
        await provider.SetAsync("zoe", "Zoé Account", "eu/acme", "administrator");
        new CrmFile(directory.At("acme.sqlite")).WithContacts();
        await File.WriteAllTextAsync(directory.At("settings.json"), StorySettings.Of(directory, [("acme", Edition.Enterprise)]), TestContext.Current.CancellationToken);
        await using var server = GranaryServer.Start(directory.At("data"), directory.At("settings.json"), environment: new Dictionary<string, string>(
            provider.Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!)))
        {
            ["Granary__SignIn__OpenIdConnect__CheckEvery"] = "00:00:02",
        });
        await server.ReadyAsync();
        var page = new BackupPage(await browser.OpenAsync(server.Address, "en-GB"));

        await page.Page.GotoAsync("/setup/data-backup?schedule=FREQ%3DWEEKLY%3BINTERVAL%3D2%3BBYDAY%3DTU");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Acme Accounts" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Zoé Account" }).ClickAsync();

        // Back where the way began, with what was chosen before it.
        await Expect(page.Page.GetByRole(AriaRole.Radio, new() { Name = "Twice a month" })).ToBeCheckedAsync();
        await page.BackUpAsync();
        await page.DownloadAsync("Data_001.zip");
        await page.Page.ReloadAsync();
        await Expect(page.Entries("Zoé Account started the download of Data_001.zip")).ToHaveCountAsync(1);

        await provider.SetAsync("zoe", "Zoé Account", "eu/acme", "sales");
        await Expect(page.Page.GetByText("You need the administrator profile")).ToBeVisibleAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out (Zoé Account)" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Acme Accounts" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Who are you?" })).ToBeVisibleAsync();

        Assert.Equal(0, await server.StopAsync());
    }
}
