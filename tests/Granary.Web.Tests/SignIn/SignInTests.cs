using System.Net;
using Granary.Testing;
using Granary.Web.SignIn;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Granary.Web.Tests.SignIn;

public sealed class SignInTests(WebStand stand)
{
    [Fact]
    public async Task Page_lists_everybody_with_their_profile()
    {
        using var browser = stand.NewBrowser();

        var page = await browser.HtmlAsync("/sign-in");

        foreach (var name in new[] { "Sophia Isha", "Marc Delorme", "Grace Miller", "Anjali Rao", "Olu Ade" }) Assert.Contains(name, page, StringComparison.Ordinal);
        Assert.Contains("eu/montblanc", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("sophia", "/setup/data-backup?x=1"), InlineData("olu", "/operations/fleet")]
    public async Task Leads_back_to_where_the_visitor_came_from(string user, string from)
    {
        using var browser = stand.NewBrowser();

        using var response = await browser.SignInAsync(user, from);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(from, response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("~/x")]
    [InlineData("")]
    public async Task Never_leads_to_another_site(string returnUrl)
    {
        using var browser = stand.NewBrowser();

        using var signedIn = await browser.SignInAsync("sophia", returnUrl);
        using var language = await browser.PostFormAsync("/language", ("language", "fr"), ("returnUrl", returnUrl));

        Assert.Equal("/", signedIn.Headers.Location!.OriginalString);
        Assert.Equal("/", language.Headers.Location!.OriginalString);
        Assert.Contains("name=\"returnUrl\" value=\"/\"", await browser.HtmlAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_token_of_the_form_nobody_is_signed_in()
    {
        using var browser = stand.NewBrowser();
        (await browser.GetAsync("/sign-in")).Dispose();

        using var response = await browser.PostAsync("/sign-in/demo", ("user", "sophia"), ("returnUrl", "/"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name == "granary.session");
    }

    [Fact]
    public async Task Somebody_who_is_not_listed_is_not_signed_in()
    {
        using var browser = stand.NewBrowser();

        using var response = await browser.SignInAsync("mallory");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name == "granary.session");
    }

    [Fact]
    public async Task Sign_out_without_the_token_leaves_the_session_as_it_is_and_with_it_ends_it()
    {
        using var browser = await stand.SignedInAsync("sophia");

        using var refused = await browser.PostAsync("/sign-out");
        using var still = await browser.GetAsync("/setup/data-backup");
        using var done = await browser.PostFormAsync("/sign-out");
        using var after = await browser.GetAsync("/setup/data-backup");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal("/sign-in", done.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task After_signing_out_a_copy_of_the_session_is_of_no_use_at_any_process()
    {
        using var directory = new TemporaryDirectory();
        var tenant = stand.TakeTenant();
        await using var first = await ProcessAsync(directory, tenant);
        await using var second = await ProcessAsync(directory, tenant);
        using var browser = first.NewBrowser();
        using var another = first.NewBrowser();
        using var thief = second.NewBrowser();
        (await browser.SignInAsync("ada")).Dispose();
        (await another.SignInAsync("ada")).Dispose();
        var copy = browser.Cookies.GetCookieHeader(first.Address);
        Task<HttpResponseMessage> Steal(HttpMethod method, string url) => thief.SendAsync(method, url, headers => headers.Add("Cookie", copy));

        using var before = await Steal(HttpMethod.Get, "/setup/data-backup");
        (await browser.PostFormAsync("/sign-out")).Dispose();
        using var download = await Steal(HttpMethod.Get, "/backups/1/files/Data_001.zip");
        using var page = await Steal(HttpMethod.Get, "/setup/data-backup");
        using var circuit = await Steal(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        using var own = await another.GetAsync("/setup/data-backup");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Redirect, HttpStatusCode.Unauthorized, HttpStatusCode.OK],
            new[] { before, download, page, circuit, own }.Select(response => response.StatusCode));
        Assert.Equal("/sign-in", page.Headers.Location!.AbsolutePath);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task What_is_no_form_is_refused(string contentType)
    {
        using var browser = await stand.SignedInAsync("sophia");

        foreach (var url in new[] { "/sign-out", "/sign-in/demo" })
        {
            using var response = await browser.PostAsync(url, contentType, """{"user":"sophia"}""");
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites()
    {
        using var browser = stand.NewBrowser();

        using var response = await browser.SignInAsync("sophia");

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), value => value.StartsWith("granary.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void In_production_the_demo_stops_the_host_at_the_start()
    {
        var options = Configured(("Enabled", "true"), ("Users:0:Id", "sophia"), ("Users:0:Name", "Sophia"), ("Users:0:Tenant", "eu/montblanc"));

        var failure = Assert.Throws<OptionsValidationException>(() => options("Production"));

        Assert.Contains("refused in the Production environment", Assert.Single(failure.Failures), StringComparison.Ordinal);
        Assert.True(options("Staging").Enabled);
    }

    [Fact]
    public void Errors_in_the_list_are_all_told_at_once()
    {
        var options = Configured(
            ("Enabled", "true"),
            ("Users:0:Id", "a"), ("Users:0:Name", "A"), ("Users:0:Tenant", "nowhere"),
            ("Users:1:Id", "a"), ("Users:1:Name", ""), ("Users:1:Tenant", "eu/montblanc"), ("Users:1:Profile", "Operator"));

        var failure = Assert.Throws<OptionsValidationException>(() => options("Testing"));

        Assert.Equal(4, failure.Failures.Count());
    }

    [Fact]
    public void By_default_nobody_can_sign_in() => Assert.False(Configured()("Production").Enabled);

    [Fact]
    public async Task Switched_off_the_page_says_so_and_the_form_answers_not_found()
    {
        await using var app = await StartedAsync([]);
        using var browser = new Browser(new Uri(app.Urls.Single()), "en");

        Assert.Contains("Sign-in is not configured here.", await browser.HtmlAsync("/sign-in"), StringComparison.Ordinal);
        using var response = await browser.PostAsync("/sign-in/demo", ("user", "sophia"));
        Assert.NotEqual(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Switching_the_demo_off_ends_the_sessions_that_it_began()
    {
        await using var app = await StartedAsync(
            [new("Granary:Demo:Enabled", "true"), new("Granary:Demo:Users:0:Id", "marc"), new("Granary:Demo:Users:0:Name", "Marc"), new("Granary:Demo:Users:0:Tenant", "eu/montblanc")]);
        using var browser = new Browser(new Uri(app.Urls.Single()), "en");
        (await browser.SignInAsync("marc")).Dispose();
        using var before = await browser.GetAsync("/setup/data-backup");

        app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled = false;
        using var after = await browser.GetAsync("/setup/data-backup");

        Assert.Equal(HttpStatusCode.Forbidden, before.StatusCode);
        Assert.Equal("/sign-in", after.Headers.Location!.AbsolutePath);
    }

    private Task<SignInHost> ProcessAsync(TemporaryDirectory keys, ScriptedTenant tenant) => SignInHost.StartAsync(
        stand,
        [
            new("Granary:Demo:Enabled", "true"), new("Granary:Demo:Users:0:Id", "ada"), new("Granary:Demo:Users:0:Name", "Ada"),
            new("Granary:Demo:Users:0:Tenant", tenant.Profile.Id.ToString()), new("Granary:Demo:Users:0:Profile", nameof(Profile.Administrator)),
        ],
        services => services.AddDataProtection().SetApplicationName("granary").PersistKeysToFileSystem(new DirectoryInfo(keys.At("keys"))));

    private async Task<WebApplication> StartedAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebStand.Builder("Testing", settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(stand.Grains);
        builder.Services.AddSingleton<Domain.Ports.IArchiveStore>(stand.Store);
        var app = builder.Build();
        app.MapGranaryWeb();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static Func<string, DemoOptions> Configured(params (string Key, string Value)[] settings) => environment =>
        WebStand.Builder(environment, settings.Select(setting => KeyValuePair.Create($"Granary:Demo:{setting.Key}", (string?)setting.Value)))
            .Services.BuildServiceProvider().GetRequiredService<IOptions<DemoOptions>>().Value;
}
