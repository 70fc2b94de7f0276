using System.Net;
using System.Text.RegularExpressions;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Shell;

public sealed partial class ShellTests(WebStand stand)
{
    [Theory, InlineData("/sign-in"), InlineData("/"), InlineData("/nonsense"), InlineData("/setup/data-backup"), InlineData("/_framework/blazor.web.js")]
    public async Task Every_answer_forbids_what_the_pages_do_not_need(string url)
    {
        using var browser = await stand.SignedInAsync("anjali");

        using var response = await browser.GetAsync(url);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Page_has_no_script_of_its_own_and_every_file_it_names_is_there()
    {
        using var browser = await stand.SignedInAsync("anjali");
        var page = await browser.HtmlAsync("/setup/data-backup");

        Assert.DoesNotMatch(InlineScript(), page);
        var files = File().Matches(page).Select(match => match.Groups[1].Value).Where(url => !url.StartsWith('/')).Distinct().ToList();
        Assert.True(files.Count >= 6);
        foreach (var file in files)
        {
            using var response = await browser.GetAsync($"/{file}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory, InlineData("en", "There is no such page"), InlineData("fr", "Cette page n’existe pas")]
    public async Task Address_that_does_not_exist_gets_a_page_that_says_so(string language, string heading)
    {
        using var browser = await stand.SignedInAsync("sophia", language);

        using var response = await browser.GetAsync("/nonsense");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(heading, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_switch_of_a_refusal_leads_back_to_the_page_that_was_asked_for()
    {
        using var browser = await stand.SignedInAsync("marc");

        var page = await browser.HtmlAsync("/setup/data-backup?x=1");

        Assert.Contains("name=\"returnUrl\" value=\"/setup/data-backup?x=1\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/setup/data-backup?x=1#content\"", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<script(?![^>]*src=)(?![^>]*type=\"application/json\")[^>]*>")]
    private static partial Regex InlineScript();

    [GeneratedRegex("(?:src|href)=\"([^\"#]+\\.(?:js|css|svg))\"")]
    private static partial Regex File();
}
