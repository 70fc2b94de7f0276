using System.Net;
using System.Net.Http.Headers;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.SignIn;

/// <summary>Programs at the one door that is open to them and to people: a download.</summary>
public sealed class ApiTokenTests(WebStand stand)
{
    private readonly PublishedBackup backup = stand.Publish(stand.TakeTenant(), TimeProvider.System.GetUtcNow().AddHours(-1));

    [Theory, InlineData("Bearer"), InlineData("bearer"), InlineData("Zoho-oauthtoken")]
    public async Task A_token_that_may_download_does_so_as_the_program_it_is(string kind)
    {
        var secret = Create(backup.Owner);

        using var response = await AskAsync($"{kind} {secret.Reveal()}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(backup.Archive, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var logged = Assert.Single(backup.Owner.Tenant.Log.Entries, entry => entry.Event is LogEvent.DownloadStarted);
        Assert.Equal((ActorKind.Token, "a program"), (logged.Actor.Kind, logged.Actor.Name));
        Assert.NotNull(backup.Owner.Tenant.Tokens[^1].LastUsedAt);
    }

    [Fact]
    public async Task Ranges_and_head_need_the_token_as_the_whole_does()
    {
        var secret = Create(backup.Owner);

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var let = await AskAsync($"Bearer {secret.Reveal()}", method, headers => headers.Range = new RangeHeaderValue(5, 9));
            using var refused = await AskAsync(null, method, headers => headers.Range = new RangeHeaderValue(5, 9));

            Assert.Equal(HttpStatusCode.PartialContent, let.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Without_the_scope_it_is_forbidden()
    {
        var secret = Create(backup.Owner, [.. ApiScopes.All.Except([ApiScope.DownloadArchives])]);

        using var response = await AskAsync($"Bearer {secret.Reveal()}");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Fact]
    public async Task Revoked_it_is_refused_at_the_next_request()
    {
        var secret = Create(backup.Owner);
        using var before = await AskAsync($"Bearer {secret.Reveal()}");

        backup.Owner.Tenant.RevokeToken(PublishedBackup.Requester, backup.Owner.Tenant.LastToken, TimeProvider.System.GetUtcNow());

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await AssertRefusedAsync($"Bearer {secret.Reveal()}");
    }

    [Fact]
    public async Task Expired_it_is_refused()
    {
        var secret = Create(backup.Owner, createdAt: TimeProvider.System.GetUtcNow().AddDays(-1), lifetime: TimeSpan.FromHours(24));

        await AssertRefusedAsync($"Bearer {secret.Reveal()}");
    }

    [Fact]
    public async Task That_of_another_tenant_finds_nothing_here()
    {
        var secret = Create(stand.TakeTenant());

        using var response = await AskAsync($"Bearer {secret.Reveal()}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Fact]
    public async Task Made_up_ones_are_refused_whatever_tenant_they_name()
    {
        var secret = Create(backup.Owner).Reveal();
        var other = TokenSecret.Create(backup.Owner.Profile.Id).Reveal();

        await AssertRefusedAsync($"Bearer {other}");
        await AssertRefusedAsync($"Bearer {TokenSecret.Create(new TenantId("zz", "nobody")).Reveal()}");
        await AssertRefusedAsync($"Bearer {secret[..^1]}{(secret[^1] == 'A' ? 'B' : 'A')}");
        await AssertRefusedAsync($"Bearer {secret} {secret}");
        await AssertRefusedAsync("Bearer ");
        await AssertRefusedAsync("Bearer x.y.z");
        await AssertRefusedAsync($"Basic {secret}");
        await AssertRefusedAsync(secret);
    }

    // Neither is believed when there are two: whoever stands between might read the other one.
    [Fact]
    public async Task Two_credentials_are_none()
    {
        var secret = Create(backup.Owner).Reveal();

        using var response = await AskAsync(null, HttpMethod.Get, headers =>
        {
            headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
            headers.TryAddWithoutValidation("Authorization", "Bearer other");
        });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_bad_token_is_not_made_good_by_a_session()
    {
        using var browser = await stand.SignedInAsync(backup.Owner.Profile.Name);

        using var response = await browser.SendAsync(HttpMethod.Get, backup.Url, headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", "granary_x"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_token_opens_no_page()
    {
        using var program = stand.NewBrowser();

        using var response = await program.SendAsync(HttpMethod.Get, "/setup/data-backup", headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", Create(backup.Owner).Reveal()));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task When_the_tenant_does_not_answer_nobody_is_let_in_and_nobody_is_told_to_get_another_token()
    {
        var secret = Create(backup.Owner);
        backup.Owner.Outage = new TimeoutException();

        using var response = await AskAsync($"Bearer {secret.Reveal()}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Signed_out_a_browser_is_led_to_the_sign_in_page_and_a_program_told_so()
    {
        using var visitor = stand.NewBrowser();

        using var browser = await visitor.SendAsync(HttpMethod.Get, backup.Url, headers => headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8"));
        using var program = await visitor.SendAsync(HttpMethod.Get, backup.Url, headers => headers.Accept.ParseAdd("*/*"));

        Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString(backup.Url)}", new Uri(stand.Address, browser.Headers.Location!).PathAndQuery, ignoreCase: true);
        Assert.Equal(HttpStatusCode.Unauthorized, program.StatusCode);
        Assert.Equal("Bearer", program.Headers.WwwAuthenticate.Single().ToString());
    }

    [Theory]
    [InlineData("/nowhere", "302")]
    [InlineData("/setup/nowhere", "302")]
    [InlineData("/nowhere.txt", "302")]
    [InlineData("/metrics", "302")]
    [InlineData("/api/v1/nowhere", "401")]
    public async Task Signed_out_nobody_learns_which_paths_there_are(string path, string expected)
    {
        using var visitor = stand.NewBrowser();

        using var response = await visitor.GetAsync(path);

        Assert.Equal(expected, $"{(int)response.StatusCode}");
    }

    private async Task AssertRefusedAsync(string credential)
    {
        using var response = await AskAsync(credential);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.First().Scheme);
        Assert.DoesNotContain(stand.Log.Entries, entry => entry.Message.Contains(credential, StringComparison.Ordinal) && credential.Length > 60);
    }

    private async Task<HttpResponseMessage> AskAsync(string? credential, HttpMethod? method = null, Action<HttpRequestHeaders>? more = null)
    {
        using var program = stand.NewBrowser();
        return await program.SendAsync(method ?? HttpMethod.Get, backup.Url, headers =>
        {
            if (credential is not null) headers.TryAddWithoutValidation("Authorization", credential);
            more?.Invoke(headers);
        });
    }

    private static TokenSecret Create(ScriptedTenant tenant, ApiScope[]? scopes = null, DateTimeOffset? createdAt = null, TimeSpan? lifetime = null)
    {
        var (secret, now) = (TokenSecret.Create(tenant.Profile.Id), createdAt ?? TimeProvider.System.GetUtcNow());
        Assert.IsType<TokenAnswer.Created>(tenant.Tenant.CreateToken(PublishedBackup.Requester, new TokenRequest("a program", scopes ?? [ApiScope.DownloadArchives], now + lifetime), secret.Sha256(), now));
        return secret;
    }
}
