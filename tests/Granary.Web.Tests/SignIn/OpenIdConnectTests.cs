using System.Net;
using Granary.Testing.SignIn;
using Granary.Web.SignIn;
using Granary.Web.SignIn.OpenIdConnect;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Web.Tests.SignIn;

/// <summary>People who sign in at a real provider, and what becomes of their sessions when something changes there.</summary>
public sealed class OpenIdConnectTests(WebStand stand) : IAsyncLifetime
{
    private static int accounts;

    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Outage outage = new();
    private readonly string account = $"account-{Interlocked.Increment(ref accounts)}";
    private PublishedBackup backup = null!;
    private IdentityProvider provider = null!;
    private SignInHost host = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        backup = stand.Publish(stand.TakeTenant(), TimeProvider.System.GetUtcNow().AddHours(-1));
        provider = await IdentityProvider.StartAsync();
        host = await SignInHost.StartAsync(stand, [.. provider.Settings, new("Granary:SignIn:OpenIdConnect:CheckEvery", "00:00:01")], services => services
            .AddSingleton<TimeProvider>(time)
            .Configure<OpenIdConnectOptions>(ProviderSetup.Scheme, options => options.BackchannelHttpHandler = outage));
        browser = host.NewBrowser();
        await SetAsync("administrator");
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await host.DisposeAsync();
        provider.Dispose();
    }

    [Fact]
    public async Task An_administrator_comes_in_and_back_to_where_the_way_began()
    {
        using var response = await SignInAsync("/setup/subscription");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new Uri(host.Address, "/setup/subscription"), response.RequestMessage!.RequestUri);
        Assert.Contains("Ada Account", await TextAsync(response), StringComparison.Ordinal);
        var cookie = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "granary.session");
        Assert.True(cookie.HttpOnly);
    }

    [Fact]
    public async Task The_page_offers_the_provider_in_both_languages()
    {
        using var french = new Browser(host.Address, "fr-FR");

        Assert.Contains("Sign in with Acme Accounts", await browser.HtmlAsync("/sign-in?returnUrl=/setup/data-backup"), StringComparison.Ordinal);
        var page = await french.HtmlAsync("/sign-in?returnUrl=https://evil.example");
        Assert.Contains("Se connecter avec Acme Accounts", page, StringComparison.Ordinal);
        Assert.Contains("/sign-in/provider?returnUrl=%2F\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sales", "/setup/data-backup", 403)]
    [InlineData(null, "/setup/data-backup", 403)]
    [InlineData("operator", "/operations/fleet", 200)]
    [InlineData("operator", "/setup/data-backup", 403)]
    [InlineData("Administrator", "/setup/data-backup", 403)]
    public async Task The_role_at_the_provider_says_what_somebody_may(string? role, string path, int status)
    {
        await provider.SetAsync(account, "Ada Account", role == "operator" ? null : backup.Owner.Profile.Id.ToString(), role);

        using var response = await SignInAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("acme")]
    [InlineData("eu/../us/acme")]
    public async Task Somebody_without_a_tenant_is_nobody_here_and_may_try_another_account(string? tenant)
    {
        await provider.SetAsync(account, "Ada Account", tenant, "administrator");

        using var response = await SignInAsync("/setup/data-backup");

        Assert.Equal("/sign-in?problem=Nobody", response.RequestMessage!.RequestUri!.PathAndQuery);
        var page = WebUtility.HtmlDecode(await TextAsync(response));
        Assert.Contains("Your account is not known here.", page, StringComparison.Ordinal);
        Assert.Contains("again=true", page, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name == "granary.session");
        using var again = await browser.GetAsync("/sign-in/provider?again=true");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task Whoever_is_made_an_operator_within_a_tenant_is_nobody()
    {
        await SetAsync("operator");

        using var response = await SignInAsync("/operations/fleet");

        Assert.Equal("/sign-in?problem=Nobody", response.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains(host.Log.Entries, entry => entry.Message.Contains($"{account} has signed in at the identity provider", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_is_demoted_at_the_provider_downloads_nothing_more_at_once()
    {
        (await SignInAsync("/setup/data-backup")).Dispose();
        using var before = await browser.GetAsync(backup.Url);
        time.Advance(TimeSpan.FromSeconds(6));

        await SetAsync("sales");
        using var after = await browser.GetAsync(backup.Url);
        using var page = await browser.GetAsync("/setup/data-backup");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], new[] { before, after, page }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task Whoever_is_moved_to_another_tenant_is_there_at_once()
    {
        (await SignInAsync("/setup/data-backup")).Dispose();
        time.Advance(TimeSpan.FromSeconds(6));

        await provider.SetAsync(account, "Ada Account", stand.TakeTenant().Profile.Id.ToString(), "administrator");
        using var after = await browser.GetAsync(backup.Url);

        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task Whose_account_is_closed_is_signed_out()
    {
        (await SignInAsync("/setup/data-backup")).Dispose();
        time.Advance(TimeSpan.FromSeconds(6));

        await provider.RemoveAsync(account);
        using var program = await browser.GetAsync(backup.Url);
        using var page = await browser.GetAsync("/setup/data-backup");

        Assert.Equal(HttpStatusCode.Unauthorized, program.StatusCode);
        Assert.StartsWith("/sign-in?returnUrl=", new Uri(host.Address, page.Headers.Location!).PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name == "granary.session");
    }

    [Fact]
    public async Task Once_nothing_can_be_asked_any_more_pages_and_downloads_pass_by_the_provider_again()
    {
        await SetAsync("administrator", seconds: 30);
        (await SignInAsync("/setup/data-backup")).Dispose();
        var form = await browser.FormTokenAsync();
        time.Advance(TimeSpan.FromSeconds(31));

        using var page = await browser.GetAsync("/setup/data-backup");
        using var circuit = await browser.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        using var filledIn = await browser.PostAsync("/language", form, ("language", "fr"), ("returnUrl", "/setup/data-backup"));
        using var download = await browser.SendAsync(HttpMethod.Get, backup.Url, headers => headers.Accept.ParseAdd("text/html"));

        Assert.Equal("/sign-in/provider?returnUrl=%2Fsetup%2Fdata-backup", page.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);
        Assert.Equal("/setup/data-backup", filledIn.Headers.Location!.OriginalString);
        Assert.Equal($"/sign-in/provider?returnUrl={Uri.EscapeDataString(backup.Url)}", download.Headers.Location!.OriginalString);
        // Still signed in there: nothing is asked on the way.
        using var file = await FollowAsync(download.Headers.Location!.OriginalString, answers: false);
        Assert.Equal(backup.Archive, await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_was_demoted_meanwhile_comes_back_to_no_page()
    {
        await SetAsync("administrator", seconds: 30);
        (await SignInAsync("/setup/data-backup")).Dispose();
        time.Advance(TimeSpan.FromSeconds(31));

        await SetAsync("sales");
        using var page = await FollowAsync("/setup/data-backup", answers: false);

        Assert.Equal((HttpStatusCode.Forbidden, "/setup/data-backup"), (page.StatusCode, page.RequestMessage!.RequestUri!.AbsolutePath));
    }

    [Fact]
    public async Task A_page_that_is_open_then_is_loaded_anew()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var circuit = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        var session = new ProviderSession(time.GetUtcNow().AddSeconds(-31), "token", time.GetUtcNow().AddSeconds(-1), TellsProfile: true);
        var signedOut = new TaskCompletionSource();
        circuit.AuthenticationStateChanged += async state =>
        {
            if ((await state).User.Identity is not { IsAuthenticated: true }) signedOut.SetResult();
        };

        ((IHostEnvironmentAuthenticationStateProvider)circuit).SetAuthenticationState(
            Task.FromResult(new AuthenticationState(session.ToPrincipal(new Visitor(account, account, backup.Owner.Profile.Id, Profile.Administrator)))));

        await signedOut.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_session_ends_when_its_time_is_over_and_a_form_that_is_filled_in_is_still_taken()
    {
        (await SignInAsync("/setup/data-backup")).Dispose();
        var form = await browser.FormTokenAsync();

        time.Advance(TimeSpan.FromHours(1));
        using var page = await browser.GetAsync("/setup/data-backup");
        using var signedOut = await browser.PostAsync("/sign-out", form);

        Assert.Equal("/sign-in/provider?returnUrl=%2Fsetup%2Fdata-backup", page.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, signedOut.StatusCode);
    }

    [Fact]
    public async Task While_the_provider_is_away_pages_go_on_and_downloads_do_not()
    {
        (await SignInAsync("/setup/data-backup")).Dispose();
        time.Advance(TimeSpan.FromSeconds(6));

        outage.IsOn = true;
        using var page = await browser.GetAsync("/setup/data-backup");
        using var download = await browser.GetAsync(backup.Url);
        outage.IsOn = false;
        using var after = await browser.GetAsync(backup.Url);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], new[] { page, download, after }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task While_the_provider_is_away_the_page_says_so()
    {
        outage.IsOn = true;

        using var response = await browser.GetAsync("/sign-in/provider");

        Assert.Equal("/sign-in?problem=Failed", response.Headers.Location!.OriginalString);
        Assert.Contains("Signing in did not work.", await browser.HtmlAsync("/sign-in?problem=Failed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in/callback")]
    [InlineData("/sign-in/callback?code=x&state=y")]
    [InlineData("/sign-in/callback?error=server_error&state=y")]
    public async Task Answers_that_nobody_has_asked_for_let_nobody_in(string url)
    {
        using var response = await browser.GetAsync(url);

        Assert.Equal("/sign-in?problem=Failed", response.Headers.Location!.OriginalString);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name == "granary.session");
    }

    [Fact]
    public async Task An_answer_for_one_browser_lets_no_other_one_in()
    {
        using var other = host.NewBrowser();
        var callback = await ToCallbackAsync("/setup/data-backup");

        using var response = await other.GetAsync(callback);

        Assert.Equal("/sign-in?problem=Failed", response.Headers.Location!.OriginalString);
        Assert.DoesNotContain(other.Cookies.GetAllCookies(), cookie => cookie.Name == "granary.session");
    }

    [Fact]
    public async Task Signing_out_leads_to_the_provider_and_ends_the_session_here()
    {
        (await SignInAsync("/setup/data-backup")).Dispose();

        using var response = await browser.PostFormAsync("/sign-out");
        using var after = await browser.GetAsync("/setup/data-backup");

        var refresh = response.Headers.GetValues("Refresh").Single();
        Assert.StartsWith($"0; url={provider.Issuer.OriginalString}/session/end?", refresh, StringComparison.Ordinal);
        Assert.Contains("id_token_hint=", refresh, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", new Uri(host.Address, after.Headers.Location!).PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_and_codes_are_in_no_log()
    {
        (await SignInAsync("/setup/data-backup")).Dispose();
        (await browser.GetAsync(backup.Url)).Dispose();

        Assert.DoesNotContain(host.Log.Entries, entry => entry.Message.Contains("eyJ", StringComparison.Ordinal) || entry.Message.Contains("code=", StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_are_all_told_at_once()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Configured(
            "Production", ("Authority", "http://127.0.0.1:1"), ("Scopes:0", "profile"), ("SessionLifetime", "25:00:00"), ("CheckEvery", "00:00:00"), ("Claims:Profile", " ")));

        Assert.Equal(6, failure.Failures.Count());
        Assert.True(Configured("Testing", ("Authority", "http://127.0.0.1:1"), ("ClientId", "granary")).IsOn);
        Assert.False(Configured("Production").IsOn);
    }

    private Task SetAsync(string? role, int seconds = 3600) => provider.SetAsync(account, "Ada Account", backup.Owner.Profile.Id.ToString(), role, seconds);

    private Task<HttpResponseMessage> SignInAsync(string returnUrl) => FollowAsync($"/sign-in/provider?returnUrl={Uri.EscapeDataString(returnUrl)}", answers: true);

    private async Task<string> ToCallbackAsync(string returnUrl)
    {
        using var response = await FollowAsync($"/sign-in/provider?returnUrl={Uri.EscapeDataString(returnUrl)}", answers: true, until: "/sign-in/callback");
        return new Uri(response.RequestMessage!.RequestUri!, response.Headers.Location!).PathAndQuery;
    }

    /// <summary>As a browser does, from redirect to redirect over both sites.</summary>
    /// <param name="answers">Whether the provider may ask who this is.</param>
    private async Task<HttpResponseMessage> FollowAsync(string url, bool answers, string? until = null)
    {
        var response = await browser.GetAsync(url);
        for (var steps = 0; steps < 20; steps++)
        {
            var at = response.RequestMessage!.RequestUri!;
            if (response.Headers.Location is { } location)
            {
                var next = new Uri(at, location);
                if (next.AbsolutePath == until) return response;
                response.Dispose();
                response = await browser.GetAsync(next.AbsoluteUri);
            }
            else if (at.AbsolutePath.StartsWith("/interaction/", StringComparison.Ordinal) && answers)
            {
                response.Dispose();
                response = await browser.PostAsync(at.AbsoluteUri, ("account", account));
            }
            else
            {
                return response;
            }
        }
        throw new InvalidOperationException("The way does not end.");
    }

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static ProviderOptions Configured(string environment, params (string Key, string Value)[] settings) =>
        WebStand.Builder(environment, settings.Select(setting => KeyValuePair.Create($"{ProviderOptions.Section}:{setting.Key}", (string?)setting.Value)))
            .Services.BuildServiceProvider().GetRequiredService<IOptions<ProviderOptions>>().Value;

    private sealed class Outage() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool IsOn { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            IsOn ? throw new HttpRequestException("The provider is away.") : base.SendAsync(request, cancellationToken);
    }
}
