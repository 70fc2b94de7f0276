using System.Net;
using System.Net.Http.Headers;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Api;

public sealed class TokensApiTests(WebStand stand)
{
    [Fact]
    public async Task A_token_is_created_used_and_revoked()
    {
        using var program = stand.NewProgram();

        var created = await program.PostAsync("/tokens", new { name = "nightly", scopes = new[] { "log:read" } });
        using var nightly = new HttpClient { BaseAddress = stand.Address };
        nightly.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", created["secret"]);
        var allowed = await StatusAsync(nightly, "/api/v1/log");
        var forbidden = await StatusAsync(nightly, "/api/v1/backups");
        var revoked = await program.DeleteAsync($"/tokens/{created.Json.GetProperty("token").GetProperty("id").GetString()}");
        var refused = await StatusAsync(nightly, "/api/v1/log");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (allowed, forbidden, revoked.Status, refused));
        Assert.DoesNotContain(created["secret"]!, (await program.GetAsync("/tokens")).Text);
    }

    [Fact]
    public async Task A_token_gives_away_no_more_than_it_has()
    {
        using var program = stand.NewProgram(Edition.Enterprise, ApiScope.ManageTokens, ApiScope.ReadLog);

        var more = await program.PostAsync("/tokens", new { name = "more", scopes = new[] { "orders:write" } });
        var longer = await program.PostAsync("/tokens", new { name = "longer", scopes = new[] { "log:read" }, expiresAt = program.Token.ExpiresAt.AddSeconds(1) });

        Assert.Equal((HttpStatusCode.Conflict, "token-refused", "moreThanOwn"), (more.Status, more.Problem, more["reason"]));
        Assert.Contains(longer.Problem, new[] { "token-refused", "invalid-request" });
        Assert.Single(program.Tenant.Tenant.Tokens);
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["log:read"]}""", "name")]
    [InlineData("""{"name":"a\nb","scopes":["log:read"]}""", "name")]
    [InlineData("""{"name":"a","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["everything"]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":[null]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":"log:read"}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["log:read"],"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"a","scopes":["log:read"],"expiresAt":"9999-12-31T23:59:59-14:00"}""", "expiresAt")]
    [InlineData("""{"scopes":["log:read"]}""", "name")]
    public async Task A_wrong_wish_is_named(string body, string wrong)
    {
        using var program = stand.NewProgram();

        var reply = await program.SendAsync(HttpMethod.Post, "/tokens", body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (reply.Status, reply.Problem));
        Assert.Equal([wrong], reply.Wrong.Select(name => name.Split('[')[0]));
        Assert.Single(program.Tenant.Tenant.Tokens);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
