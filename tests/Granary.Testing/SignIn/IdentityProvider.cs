using System.Net.Http.Json;
using Granary.Testing.Processes;
using Xunit;

namespace Granary.Testing.SignIn;

/// <summary>An identity provider that others wrote (oidc-provider of npm), whose accounts tests make and change.</summary>
public sealed class IdentityProvider : IDisposable
{
    /// <summary>What its JWTs for the vendor's backend have in <c>aud</c>.</summary>
    public const string Audience = "https://granary.example/api";

    private static readonly Lazy<Task<Uri>> Address = new(StartServerAsync);

    private readonly HttpClient client;

    private IdentityProvider(Uri address) => client = new HttpClient { BaseAddress = address };

    public Uri Issuer => new(client.BaseAddress!.GetLeftPart(UriPartial.Authority));

    /// <summary>The settings of a server that has people sign in there, and takes its JWTs.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Granary:SignIn:OpenIdConnect:Authority"] = Issuer.OriginalString,
        ["Granary:SignIn:OpenIdConnect:ClientId"] = "granary",
        ["Granary:SignIn:OpenIdConnect:ClientSecret"] = "a secret of the tests",
        ["Granary:SignIn:OpenIdConnect:Name"] = "Acme Accounts",
        ["Granary:SignIn:Jwt:Authority"] = Issuer.OriginalString,
        ["Granary:SignIn:Jwt:Audience"] = Audience,
    };

    /// <summary>One for the whole process of the tests, started by the first who asks.</summary>
    public static async Task<IdentityProvider> StartAsync() => new(await Address.Value);

    /// <summary>Makes an account, or changes it: what the provider says of it from now on.</summary>
    /// <param name="seconds">How long its access tokens are good.</param>
    public async Task SetAsync(string account, string name, string? tenant, string? role, int seconds = 3600)
    {
        using var response = await client.PutAsJsonAsync($"accounts/{account}", new { name, tenant, role = role is null ? (string[])[] : [role], email = $"{account}@example.com", country = "FR", seconds });
        response.EnsureSuccessStatusCode();
    }

    public async Task RemoveAsync(string account) => (await client.DeleteAsync($"accounts/{account}")).Dispose();

    /// <summary>A JWT of the vendor's backend.</summary>
    public async Task<string> VendorTokenAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "crm-backend",
            ["client_secret"] = "another secret of the tests",
            ["scope"] = "granary",
            ["resource"] = Audience,
        });
        using var response = await client.PostAsync("token", form);
        return (await response.Content.ReadFromJsonAsync<Dictionary<string, object>>())!["access_token"].ToString()!;
    }

    public void Dispose() => client.Dispose();

    private static async Task<Uri> StartServerAsync()
    {
        Assert.SkipUnless(ServerProcess.Find("node") is not null && ServerProcess.Find("npm") is not null, "Node.js is not on this machine: the tests against a real identity provider need node and npm.");
        var folder = Path.Combine(AppContext.BaseDirectory, "SignIn", "Server");
        NodeModules.Install(folder);
        return await ServerProcess.StartAsync("node", Path.Combine(folder, "server.js"));
    }
}
