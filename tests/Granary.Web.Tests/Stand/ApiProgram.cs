using System.Net.Http.Headers;
using System.Net.Http.Json;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

/// <summary>A program with an API token of a tenant.</summary>
public sealed class ApiProgram : IDisposable
{
    private readonly HttpClient client;

    public ApiProgram(Uri address, ScriptedTenant tenant, params ApiScope[] scopes)
    {
        Tenant = tenant;
        var secret = TokenSecret.Create(tenant.Profile.Id);
        var request = new TokenRequest($"program of {tenant.Profile.Name}", scopes.Length == 0 ? ApiScopes.All : scopes, null);
        Token = ((TokenAnswer.Created)tenant.Tenant.CreateToken(PublishedBackup.Requester, request, secret.Sha256(), TimeProvider.System.GetUtcNow())).Token;
        client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret.Reveal());
    }

    public ScriptedTenant Tenant { get; }

    public ApiToken Token { get; }

    public HttpRequestHeaders Headers => client.DefaultRequestHeaders;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, object? body = null, string? key = null) => SendAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key));

    public Task<Reply> PutAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Put, path, body, ("If-Match", ifMatch));

    public Task<Reply> DeleteAsync(string path, string? ifMatch = null) => SendAsync(HttpMethod.Delete, path, null, ("If-Match", ifMatch));

    /// <param name="body">A string is sent as it is.</param>
    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        if (body is not null) request.Content = body is string text ? new StringContent(text, new MediaTypeHeaderValue("application/json")) : JsonContent.Create(body);
        foreach (var (name, value) in headers)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, Cancellation);
        return await Reply.ReadAsync(response);
    }

    /// <summary>An answer that does not end.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, string? lastEvent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        if (lastEvent is not null) request.Headers.Add("Last-Event-ID", lastEvent);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    public void Dispose() => client.Dispose();
}
