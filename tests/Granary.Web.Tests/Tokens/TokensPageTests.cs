using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Tokens;

/// <summary>What the first HTML of the page of API tokens says.</summary>
public sealed class TokensPageTests(WebStand stand)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly ScriptedTenant tenant = stand.TakeTenant();

    [Theory]
    [InlineData("en-US", "nightly copy", "See backups, Download archives", "Created by Sophia Isha", "Never used", "Expires", "Revoke the token \"nightly copy\"", "archives:read")]
    [InlineData("fr-FR", "nightly copy", "Voir les sauvegardes, Télécharger les archives", "Créé par Sophia Isha", "Jamais utilisé", "Expire le", "Révoquer le jeton « nightly copy »", "archives:read")]
    public async Task Tokens_are_listed_with_what_they_may_and_when_they_were_used(string language, params string[] words)
    {
        Create("nightly copy", [ApiScope.DownloadArchives, ApiScope.ReadBackups], Now.AddDays(-1));

        var page = await PageAsync(language);

        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_that_let_nobody_in_any_more_say_so_and_cannot_be_revoked()
    {
        Create("old", [ApiScope.ReadLog], Now.AddDays(-40), TimeSpan.FromDays(30));
        var gone = Create("gone", [ApiScope.ReadLog], Now.AddDays(-2));
        tenant.Tenant.UseToken(gone, Now.AddDays(-1));
        tenant.Tenant.RevokeToken(PublishedBackup.Requester, gone, Now.AddHours(-3));

        var page = await PageAsync();

        Assert.All(["Expired ", "Revoked ", "Last used "], word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.DoesNotContain("Revoke the token", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_of_a_token_is_on_no_page()
    {
        var secret = TokenSecret.Create(tenant.Profile.Id);
        tenant.Tenant.CreateToken(PublishedBackup.Requester, new TokenRequest("<b>x</b>", [ApiScope.ReadLog], null), secret.Sha256(), Now);

        using var browser = await stand.SignedInAsync(tenant.Profile.Name);
        using var response = await browser.GetAsync("/setup/api-tokens");
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(secret.Sha256(), html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;x", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_tenant_the_page_says_so()
    {
        tenant.Outage = new TimeoutException();

        Assert.Contains("The tokens cannot be shown at the moment.", await PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_backup_page_leads_here()
    {
        using var browser = await stand.SignedInAsync(tenant.Profile.Name);

        Assert.Contains("href=\"/setup/api-tokens\"", await browser.HtmlAsync("/setup/data-backup"), StringComparison.Ordinal);
    }

    private TokenNumber Create(string name, ApiScope[] scopes, DateTimeOffset at, TimeSpan? lifetime = null) =>
        Assert.IsType<TokenAnswer.Created>(tenant.Tenant.CreateToken(PublishedBackup.Requester, new TokenRequest(name, scopes, at + lifetime), TokenSecret.Create(tenant.Profile.Id).Sha256(), at)).Token.Number;

    private async Task<string> PageAsync(string language = "en-US")
    {
        using var browser = await stand.SignedInAsync(tenant.Profile.Name, language);
        return await browser.HtmlAsync("/setup/api-tokens");
    }
}
