using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Granary.EndToEnd.Tests.Callers;

namespace Granary.EndToEnd.Tests.Clients;

/// <summary>How a program comes to its first API token without a browser: by a JWT of somebody whom the server is told to believe.</summary>
internal sealed class FirstToken : IDisposable
{
    private readonly TestIssuer issuer = new();
    private readonly string keys;

    /// <param name="keys">The file for the keys of whoever is believed.</param>
    public FirstToken(string keys)
    {
        this.keys = keys;
        File.WriteAllText(keys, issuer.Keys());
    }

    /// <summary>What the environment of the server has to say.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Granary__SignIn__Jwt__Keys"] = keys,
        ["Granary__SignIn__Jwt__Issuer"] = TestIssuer.Name,
        ["Granary__SignIn__Jwt__Audience"] = TestIssuer.Audience,
    };

    /// <summary>A new API token of a tenant, such as <c>eu/montblanc</c>.</summary>
    public async Task<string> CreateAsync(Uri server, string tenant, params string[] scopes)
    {
        var administrator = new Dictionary<string, string> { ["sub"] = "sophia", ["name"] = "Sophia Isha", ["tenant"] = tenant, ["role"] = "administrator" };
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Issue(administrator, TimeSpan.FromMinutes(10)));
        using var response = await client.PostAsJsonAsync("/api/v1/tokens", new { name = "The official client", scopes }, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, answer);
        return (string)JsonNode.Parse(answer)!["secret"]!;
    }

    public void Dispose() => issuer.Dispose();
}
