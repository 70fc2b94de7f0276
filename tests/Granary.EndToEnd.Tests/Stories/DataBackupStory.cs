using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Granary.Archive.Manifests;
using Granary.Testing;
using Granary.Testing.Monitoring;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>What people do on the Data Backup page, in a real browser against the real program.</summary>
public sealed class DataBackupStory(Browser browser, DemoServer demo) : IClassFixture<Browser>, IClassFixture<DemoServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_takes_a_backup_watches_it_downloads_it_and_finds_it_in_the_log()
    {
        var page = await SignInAsync("Grace Miller", "en-US");
        await Expect(page.GetByText("There is no backup yet.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Download now" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Current backup" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Ready with warnings", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByText("AT-0041").First).ToBeAttachedAsync();
        var zip = await DownloadAsync(page, "Data_001.zip");
        var manifest = Manifest.Parse(await File.ReadAllBytesAsync(await DownloadAsync(page, "manifest.json"), Token));
        Assert.Equal(manifest.Archives.Single(archive => archive.Name == "Data_001.zip").Sha256, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(zip, Token))));
        using (var opened = ZipFile.OpenRead(zip)) Assert.Contains(opened.Entries, entry => entry.FullName == "Data/Calls_002.csv");
        await page.ReloadAsync();
        await Expect(page.GetByText("Grace Miller asked for a backup")).ToBeVisibleAsync();
        await Expect(page.GetByText("Grace Miller started the download of Data_001.zip")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Download now" })).ToBeEnabledAsync();
        await Browser.PictureAsync(page, "data-backup");
    }

    [Fact]
    public async Task The_first_start_has_taken_a_backup_by_itself_in_french_too()
    {
        var page = await SignInAsync("Sophia Isha", "fr-FR");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sauvegarde des données", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Télécharger immédiatement" })).ToBeEnabledAsync();
        await Expect(page.GetByText("Data_001.zip").First).ToBeVisibleAsync();
        Assert.Equal("fr", await page.Locator("html").GetAttributeAsync("lang"));
        await Browser.PictureAsync(page, "data-backup-fr");
    }

    [Fact]
    public async Task An_administrator_sees_what_a_schedule_costs_saves_it_is_told_and_stops_it()
    {
        var page = await SignInAsync("Sophia Isha", "en-GB");

        await page.GetByRole(AriaRole.Radio, new() { Name = "Twice a month" }).CheckAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The next six runs" })).ToBeVisibleAsync();
        await Browser.PictureAsync(page, "schedule-choice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        await Expect(page.GetByText("Status: Scheduled")).ToBeVisibleAsync();
        await Expect(page.GetByText("Sophia Isha scheduled a backup every two weeks on Monday").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("Notifications, [1-9]") })).ToBeVisibleAsync();
        await Browser.PictureAsync(page, "schedule-summary");

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop the backup" }).ClickAsync();
        await Expect(page.GetByText("It does not end your weekly subscription")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I understand, stop the backup" }).ClickAsync();
        await Expect(page.GetByText("Sophia Isha stopped the scheduled backups").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Twice a month" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task With_nothing_left_the_page_says_what_is_missing_and_starts_nothing()
    {
        var page = await SignInAsync("Anjali Rao", "en-IN");

        await page.GetByRole(AriaRole.Button, new() { Name = "Download now" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("No free backups in your edition, and no one-time unit is left.");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Current backup" })).ToHaveCountAsync(0);
    }

    [Theory, InlineData("Sophia Isha", "en-GB", "€10.00"), InlineData("Grace Miller", "en-US", "$10.00"), InlineData("Anjali Rao", "en-IN", "₹600.00")]
    public async Task Prices_are_in_the_currency_of_the_place(string name, string language, string unit)
    {
        var page = await SignInAsync(name, language);

        await page.GotoAsync("/setup/subscription");

        await Expect(page.GetByText($"One backup each, {unit}.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_user_without_the_administrator_profile_is_told_who_can_help_and_nothing_else()
    {
        var page = await SignInAsync("Marc Delorme", "en-GB");

        await Expect(page.GetByText("You need the administrator profile")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Download now" })).ToHaveCountAsync(0);
        await Expect(page.GetByText("Data_001.zip")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_files_of_another_tenant_do_not_exist()
    {
        var sophia = await SignInAsync("Sophia Isha", "en-GB");
        var link = await sophia.GetByRole(AriaRole.Link, new() { Name = "Download Data_001.zip" }).First.GetAttributeAsync("href");
        var anjali = await SignInAsync("Anjali Rao", "en-IN");

        var own = await sophia.APIRequest.GetAsync(link!);
        var foreign = await anjali.APIRequest.GetAsync(link!);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), ((HttpStatusCode)own.Status, (HttpStatusCode)foreign.Status));
    }

    [Fact]
    public async Task The_dashboard_is_for_operators_and_shows_no_grain_state()
    {
        var operators = await SignInAsync("Olu Ade", "en-GB");
        var administrators = await SignInAsync("Grace Miller", "en-US");

        Assert.Equal(200, (await operators.APIRequest.GetAsync("/dashboard/DashboardCounters")).Status);
        Assert.Equal(404, (await operators.APIRequest.GetAsync("/dashboard/GrainState?grainId=eu/montblanc&grainType=tenant")).Status);
        Assert.NotEqual(200, (await operators.APIRequest.GetAsync("/dashboard/Trace")).Status);
        Assert.NotEqual(200, (await administrators.APIRequest.GetAsync("/dashboard/DashboardCounters", new() { MaxRedirects = 0 })).Status);
    }

    [Fact]
    public async Task What_is_measured_is_read_at_a_port_of_its_own_and_has_all_that_rules_and_dashboard_ask_of_others()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        (await client.GetAsync(new Uri(demo.Address, "/sign-in"), Token)).EnsureSuccessStatusCode();

        // The counters have been there since the start; the first look at the fleet comes with it.
        var metrics = "";
        await Wait.UntilAsync(async () => (metrics = await client.GetStringAsync(new Uri(demo.Metrics, "/metrics"), Token)).Contains("granary_fleet_tenants", StringComparison.Ordinal) ||
            metrics.Contains("granary_slot_limit", StringComparison.Ordinal), "the first metrics");

        Assert.Matches("granary_backup_outcomes_total\\{[^}]*granary_backup_outcome=\"ready[a-z_]*\"[^}]*\\} [1-9]", metrics);
        Assert.Matches("granary_backup_outcomes_total\\{[^}]*granary_backup_outcome=\"cancelled\"[^}]*\\} 0\\s", metrics);
        Assert.Matches("granary_store_written_bytes_total\\{[^}]*\\} [1-9]", metrics);
        Assert.DoesNotContain("montblanc", metrics, StringComparison.Ordinal);
        Assert.All(MonitoringFiles.Metrics().Where(name => !name.StartsWith("granary_", StringComparison.Ordinal)), name => Assert.Contains($"\n{name}{{", metrics, StringComparison.Ordinal));

        foreach (var page in new[] { "/", "/sign-in", "/operations/fleet", "/health/ready", "/dashboard/" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(demo.Metrics, page), Token)).StatusCode);
        // There is no such page, which nobody learns before signing in.
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(new Uri(demo.Address, "/metrics"), Token)).StatusCode);
        using var pretended = new HttpRequestMessage(HttpMethod.Get, new Uri(demo.Address, "/metrics")) { Headers = { Host = demo.Metrics.Authority } };
        Assert.Equal(HttpStatusCode.Redirect, (await client.SendAsync(pretended, Token)).StatusCode);
    }

    [Fact]
    public async Task Metrics_and_traces_are_sent_to_a_collector()
    {
        await Wait.UntilAsync(() => demo.Collector.Metrics.Contains("granary.backup.outcomes", StringComparison.Ordinal), "the first metrics at the collector");
        await Wait.UntilAsync(() => demo.Collector.Traces.Contains("backup attempt", StringComparison.Ordinal), "the first backup's trace at the collector");

        Assert.Contains("granary.role", demo.Collector.Metrics, StringComparison.Ordinal);
        Assert.Contains("orleans-", demo.Collector.Metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("montblanc", demo.Collector.Metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("/health", demo.Collector.Traces, StringComparison.Ordinal);
    }

    private Task<IPage> SignInAsync(string name, string language) => browser.SignInAsync(demo.Address, name, language);

    private static async Task<string> DownloadAsync(IPage page, string name)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Download {name}") }).First.ClickAsync());
        Assert.Matches($@"^lakeside_\d{{4}}-\d\d-\d\d_{name}$", download.SuggestedFilename);
        return await download.PathAsync();
    }
}
