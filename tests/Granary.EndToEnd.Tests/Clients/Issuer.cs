using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Granary.EndToEnd.Tests.Clients;

/// <summary>Somebody whose JWTs a server accepts, which is how a program comes to its first API token without a browser.</summary>
internal sealed class Issuer : IDisposable
{
    private const string Name = "https://accounts.example";
    private const string Audience = "granary";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string file;

    /// <param name="file">Where the public key is to be.</param>
    public Issuer(string file)
    {
        this.file = file;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var keys = new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", kid = "1", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) } } };
        File.WriteAllText(file, JsonSerializer.Serialize(keys));
    }

    /// <summary>What the environment of a server has to say, so that it accepts them.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Granary__SignIn__Jwt__Keys"] = file,
        ["Granary__SignIn__Jwt__Issuer"] = Name,
        ["Granary__SignIn__Jwt__Audience"] = Audience,
    };

    /// <summary>A new API token of a tenant, such as <c>eu/montblanc</c>.</summary>
    public async Task<string> ApiTokenAsync(Uri server, string tenant, params string[] scopes)
    {
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdministratorOf(tenant));
        using var response = await client.PostAsJsonAsync("/api/v1/tokens", new { name = "The official client", scopes }, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, answer);
        return (string)JsonNode.Parse(answer)!["secret"]!;
    }

    public void Dispose() => key.Dispose();

    private string AdministratorOf(string tenant) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Name,
        Audience = Audience,
        Subject = new ClaimsIdentity([new("sub", "sophia"), new("name", "Sophia Isha"), new("tenant", tenant), new("role", "administrator")]),
        SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "1" }, SecurityAlgorithms.EcdsaSha256),
    });
}
