using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Granary.Domain.Quotas;
using Granary.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>An administrator lets a program in, which downloads with curl and is interrupted, and shuts it out again.</summary>
[Collection(StoryCollection.Name)]
public sealed class TokenStory(Browser browser, StoryServer server)
{
    private static readonly int Resumes = Campaign.Setting("GRANARY_RESUMES", 3);

    // The token is read from a file: arguments of a process are seen by everybody on the machine.
    private const string BeginAndBreakOff = """curl -sf -H @program "$1" | head -c "$2" > part""";
    private const string Resume = """curl -sf -H @program -H "If-Range: $2" -C - -o part "$1" && sha256sum part""";
    private const string Ask = """curl -s -H @program -o /dev/null -w '%{http_code}' "$1" """;

    [Fact]
    public async Task A_program_downloads_and_resumes_wherever_it_was_interrupted_until_its_token_is_revoked()
    {
        var tenant = server.Take(Edition.Enterprise);
        tenant.Crm.WithNoise();
        var page = new BackupPage(await browser.SignInAsync(server.Address, tenant.Ada, "en-GB"));
        await page.BackUpAsync();
        var link = new Uri(server.Address, await page.Downloads.GetByRole(AriaRole.Link, new() { NameRegex = new("^Download Data_001.zip,") }).GetAttributeAsync("href"));
        var whole = await File.ReadAllBytesAsync(await (await page.DownloadAsync("Data_001.zip")).PathAsync(), TestContext.Current.CancellationToken);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(whole));

        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.At("program"), $"Authorization: Bearer {await CreateTokenAsync(page.Page)}", TestContext.Current.CancellationToken);
        var random = new Random(Campaign.Seed);
        for (var i = 0; i < Resumes; i++)
        {
            var at = random.Next(1, whole.Length);
            Bash(directory, BeginAndBreakOff, link, at.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(at, new FileInfo(directory.At("part")).Length);
            Assert.True(Bash(directory, Resume, link, $"\"{sha256}\"").StartsWith(sha256, StringComparison.Ordinal), $"Interrupted at byte {at} and resumed it is another file.");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{Resumes} downloads of {whole.Length} bytes were interrupted and resumed; all are the same file (seed {Campaign.Seed}).");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke the token \"nightly copy\"", Exact = true }).ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke the token", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByText("The token \"nightly copy\" is revoked.")).ToBeVisibleAsync();
        Assert.Equal("401", Bash(directory, Ask, link));

        await page.Page.GotoAsync("/setup/data-backup");
        await Expect(page.Entries($"{tenant.Ada} created the API token \"nightly copy\"")).ToHaveCountAsync(1);
        await Expect(page.Entries("nightly copy (API token) started the download of Data_001.zip")).ToHaveCountAsync(1);
        await Expect(page.Entries($"{tenant.Ada} revoked the API token \"nightly copy\"")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Whoever_has_signed_out_in_another_window_creates_no_token_in_this_one()
    {
        var tenant = server.Take(Edition.Enterprise);
        var page = await browser.SignInAsync(server.Address, tenant.Ada, "en-GB");
        var create = await FillInTokenAsync(page);
        var window = await page.Context.NewPageAsync();
        await window.GotoAsync("/setup/data-backup");
        await window.GetByRole(AriaRole.Button, new() { Name = $"Sign out ({tenant.Ada})" }).ClickAsync();
        await Expect(window).ToHaveURLAsync(new Regex("/sign-in$"));

        await create.ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex(@"/sign-in\?returnUrl="));
        await page.GetByRole(AriaRole.Button, new() { Name = tenant.Ada }).ClickAsync();
        await Expect(page.GetByText("There are no tokens yet.")).ToBeVisibleAsync();
    }

    private static async Task<ILocator> FillInTokenAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "API tokens", Exact = true }).ClickAsync();
        await page.GetByLabel("What it is for").FillAsync("nightly copy");
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Download archives") }).CheckAsync();
        return page.GetByRole(AriaRole.Button, new() { Name = "Create the token", Exact = true });
    }

    private static async Task<string> CreateTokenAsync(IPage page)
    {
        await (await FillInTokenAsync(page)).ClickAsync();
        await Expect(page.GetByText("Copy it now")).ToBeVisibleAsync();
        await Browser.PictureAsync(page, "api-tokens");
        var secret = await page.Locator("code.secret").InnerTextAsync();

        // Shown this once.
        await page.ReloadAsync();
        await Expect(page.GetByText("Never used")).ToBeVisibleAsync();
        await Expect(page.Locator("code.secret")).ToHaveCountAsync(0);
        return secret;
    }

    private static string Bash(TemporaryDirectory directory, string script, Uri link, params string[] arguments) =>
        Shell.Run("bash", directory.Path, ["-c", script, "story", link.AbsoluteUri, .. arguments]).Output;
}
