using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Granary.EndToEnd.Tests.Stories;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>
/// A server with two tenants, Alpha and Beta, that have the same in everything but names: a CRM, an administrator and another person, a ready
/// backup, an order, a token. Whatever either has bears its mark.
/// </summary>
public sealed class TwoTenants : IAsyncLifetime
{
    public const string Alpha = "alpha";
    public const string Beta = "beta";
    private const string Operator = "olu";

    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly TemporaryDirectory directory = new();
    private readonly TestIssuer issuer = new();
    private readonly Dictionary<string, OwnThings> things = [];
    private GranaryServer? server;

    internal Uri Address => server!.Address;

    internal string Output => server!.Output;

    internal OwnThings ThingsOf(string tenant) => things[tenant];

    /// <summary>In the names and the rows of a tenant, and nowhere else.</summary>
    internal static string MarkOf(string tenant) => $"zq{tenant}qz";

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(directory.At("keys.json"), issuer.Keys());
        foreach (var tenant in new[] { Alpha, Beta }) new CrmFile(directory.At($"{tenant}.sqlite")).WithMark(MarkOf(tenant));
        await File.WriteAllTextAsync(directory.At("settings.json"), Settings());
        // As in Production, but for the demo's sign-in: without pages for developers, and without the demo's own people.
        server = GranaryServer.Start(directory.At("data"), directory.At("settings.json"), environment: new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Staging" });
        await server.ReadyAsync();
        foreach (var tenant in new[] { Alpha, Beta }) things[tenant] = await FurnishAsync(tenant);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }
        issuer.Dispose();
        directory.Dispose();
    }

    internal Caller Anonymous() => Caller.Anonymous(Address);

    internal Caller Bearer(string token) => Caller.With(Address, token);

    internal Task<Caller> SessionAsync(string person) => Caller.SignedInAsync(Address, person);

    internal static string AdministratorOf(string tenant) => $"admin-{tenant}";

    internal static string UserOf(string tenant) => $"user-{tenant}";

    internal Task<Caller> OperatorSessionAsync() => SessionAsync(Operator);

    /// <summary>A JWT for a person of a tenant.</summary>
    internal string JwtOf(string tenant, string role, TimeSpan? expiresIn = null) => issuer.Issue(new Dictionary<string, string>
    {
        ["sub"] = $"{role}-{tenant}", ["name"] = $"{role} {MarkOf(tenant)}", ["tenant"] = $"eu/{tenant}", ["role"] = role,
    }, expiresIn ?? Long);

    internal string OperatorJwt() => issuer.Issue(new Dictionary<string, string> { ["sub"] = Operator, ["name"] = "Olu", ["role"] = "operator" }, Long);

    internal string VendorJwt() => issuer.Issue(new Dictionary<string, string> { ["sub"] = "backend", ["scope"] = "granary" }, Long);

    /// <summary>A new API token of a tenant.</summary>
    internal async Task<(string Id, string Secret)> TokenAsync(string tenant, string[]? scopes = null, TimeSpan? lasts = null)
    {
        using var administrator = Bearer(JwtOf(tenant, "administrator"));
        var created = await PostAsync(administrator, "/api/v1/tokens", new
        {
            name = $"token {MarkOf(tenant)}",
            scopes = scopes ?? [.. Granary.Domain.Tenants.ApiScopes.All.Select(Granary.Domain.Tenants.ApiScopes.NameOf)],
            expiresAt = lasts is { } time ? TimeProvider.System.GetUtcNow() + time : (DateTimeOffset?)null,
        });
        return (created.GetProperty("token").GetProperty("id").GetString()!, created.GetProperty("secret").GetString()!);
    }

    internal async Task RevokeAsync(string tenant, string id)
    {
        using var administrator = Bearer(JwtOf(tenant, "administrator"));
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/tokens/{id}");
        using var response = await administrator.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private async Task<OwnThings> FurnishAsync(string tenant)
    {
        var (id, secret) = await TokenAsync(tenant);
        using var program = Bearer(secret);
        var backup = (await PostAsync(program, "/api/v1/backups", body: null)).GetProperty("id").GetString()!;
        var order = (await PostAsync(program, "/api/v1/orders", new { units = 2 })).GetProperty("number").GetString()!;
        await Wait.UntilAsync(async () => (await GetAsync(program, $"/api/v1/backups/{backup}")).GetProperty("state").GetString() == "ready", $"the backup of {tenant}");
        var file = (await GetAsync(program, $"/api/v1/backups/{backup}/archives")).GetProperty("items")[0].GetProperty("name").GetString()!;
        var link = new Uri((await GetAsync(program, "/crm/bulk/v8/backup/urls")).GetProperty("urls").GetProperty("data_links")[0].GetString()!);
        return new OwnThings(link.Segments[3].TrimEnd('/'), backup, file, order, id, secret);
    }

    private static async Task<JsonElement> GetAsync(Caller caller, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await JsonAsync(caller, request);
    }

    private static async Task<JsonElement> PostAsync(Caller caller, string path, object? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await JsonAsync(caller, request);
    }

    private static async Task<JsonElement> JsonAsync(Caller caller, HttpRequestMessage request)
    {
        using var response = await caller.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private string Settings() => JsonSerializer.Serialize(new
    {
        Logging = new { LogLevel = new Dictionary<string, string> { ["Microsoft.Hosting.Lifetime"] = "Information" } },
        Granary = new
        {
            Api = new { RequestsPerMinute = 1_000_000, AddressRequestsPerMinute = 1_000_000, ChangesPerMinute = 1_000_000 },
            Crm = new
            {
                Database = directory.At("{tenant}.sqlite"),
                Tenants = new[] { Alpha, Beta }.Select(name => new { Id = name, Name = $"Company {MarkOf(name)}", Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Ultimate" }),
            },
            SignIn = new { Jwt = new { Keys = directory.At("keys.json"), Issuer = TestIssuer.Name, TestIssuer.Audience } },
            Demo = new
            {
                Enabled = true,
                Users = new[] { Alpha, Beta }.SelectMany(name => new object[]
                {
                    new { Id = AdministratorOf(name), Name = $"Administrator {MarkOf(name)}", Tenant = $"eu/{name}", Profile = "Administrator" },
                    new { Id = UserOf(name), Name = $"User {MarkOf(name)}", Tenant = $"eu/{name}", Profile = "User" },
                }).Append(new { Id = Operator, Name = "Olu", Profile = "Operator" }),
            },
        },
    });
}
