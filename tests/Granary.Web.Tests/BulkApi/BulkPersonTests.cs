using System.Security.Claims;
using Granary.Web.Tests.SignIn;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.BulkApi;

/// <summary>Who is let in by a JWT in the place of an API token.</summary>
public sealed class BulkPersonTests(WebStand stand, JwtTests.Issuer issuer) : IClassFixture<JwtTests.Issuer>
{
    [Theory]
    [InlineData("marc", "eu/montblanc", "sales")]
    [InlineData("olu", null, "operator")]
    [InlineData("the vendor", null, null)]
    [InlineData("an administrator of a tenant that there is not, or not any more", "eu/gone", "administrator")]
    public async Task Whoever_is_no_administrator_of_a_tenant_has_no_permission(string who, string? tenant, string? role)
    {
        using var client = await ClientAsync(role is null ? issuer.Vendor("RS256") : TokenOf(who, tenant, role));

        foreach (var (method, path) in new[] { ("GET", BulkClient.Backup), ("POST", BulkClient.Backup), ("PUT", BulkClient.CancelOf("1")), ("GET", "/v2/crm/1/backup/2/Data_001.zip") })
        {
            var (status, answer) = await client.CallAsync(method, path);
            Assert.True((403, "NO_PERMISSION") == (status, (string?)answer?["code"]), $"{who}: {method} {path} answers {status} {answer}");
        }
    }

    [Fact]
    public async Task An_administrator_is_let_in_as_a_person()
    {
        var tenant = stand.TakeTenant();
        using var client = await ClientAsync(TokenOf("sophia", tenant.Profile.Id.ToString(), "administrator"));

        Assert.Equal(200, (await client.CallAsync("POST", BulkClient.Backup)).Status);

        Assert.Equal("sophia", Assert.Single(tenant.Tenant.Backups).RequestedBy.Id);
    }

    private string TokenOf(string who, string? tenant, string role) =>
        issuer.Sign("RS256", [new("sub", who), new("role", role), .. tenant is null ? Array.Empty<Claim>() : [new Claim("tenant", tenant)]]);

    private async Task<BulkClient> ClientAsync(string token) => new((await issuer.HostAsync(stand)).Address, $"Zoho-oauthtoken {token}");
}
