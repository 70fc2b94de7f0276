using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.BulkApi;

/// <summary>A program that speaks the bulk API, with a token of a tenant.</summary>
internal sealed class BulkClient(Uri address, string? authorization) : IDisposable
{
    public const string Backup = "/crm/bulk/v8/backup";

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>With a token that may do everything, or only that.</summary>
    public static BulkClient Of(WebStand stand, ScriptedTenant tenant, params ApiScope[] scopes) => new(stand.Address, $"Zoho-oauthtoken {TokenOf(tenant, scopes)}");

    public static string TokenOf(ScriptedTenant tenant, params ApiScope[] scopes)
    {
        var secret = TokenSecret.Create(tenant.Profile.Id);
        var request = new TokenRequest("Nightly", scopes.Length > 0 ? scopes : ApiScopes.All, ExpiresAt: null);
        Assert.IsType<TokenAnswer.Created>(tenant.Tenant.CreateToken(PublishedBackup.Requester, request, secret.Sha256(), TimeProvider.System.GetUtcNow()));
        return secret.Reveal();
    }

    public static string CancelOf(string job) => $"{Backup}/{job}/actions/cancel";

    /// <summary>Without a content type, as the official clients do it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Range = range;
        if (body is not null) request.Content = new StringContent(body) { Headers = { ContentType = null } };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The status and the body, which is JSON or nothing.</summary>
    public async Task<(int Status, JsonNode? Body)> CallAsync(string method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (text.Length > 0) Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public void Dispose() => client.Dispose();
}
