using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

public sealed class TokenSecretTests
{
    [Theory]
    [InlineData("eu/acme")]
    [InlineData("a/b")]
    [InlineData("eu_west/a_b-c_")]
    public void What_was_revealed_is_read_again_and_names_its_tenant(string tenant)
    {
        // Random bits have underscores and hyphens among their characters, now here, now there.
        for (var i = 0; i < 200; i++)
        {
            var secret = TokenSecret.Create(TenantId.Parse(tenant));

            Assert.StartsWith("granary_", secret.Reveal(), StringComparison.Ordinal);
            Assert.True(TokenSecret.TryParse(secret.Reveal(), out var read));
            Assert.Equal(TenantId.Parse(tenant), read.Tenant);
            Assert.Equal(secret.Sha256(), read.Sha256());
            Assert.DoesNotContain(secret.Reveal()[^43..], secret.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_longest_id_of_a_tenant_fits_in()
    {
        var tenant = new TenantId(new string('r', 63), new string('n', 63));

        Assert.True(TokenSecret.TryParse(TokenSecret.Create(tenant).Reveal(), out var read));
        Assert.Equal(tenant, read.Tenant);
    }

    [Fact]
    public void Every_character_counts()
    {
        var secret = TokenSecret.Create(new TenantId("eu", "acme"));
        var text = secret.Reveal();

        for (var i = 0; i < text.Length; i++)
        {
            var changed = string.Concat(text[..i], text[i] == 'A' ? "B" : "A", text[(i + 1)..]);
            Assert.False(TokenSecret.TryParse(changed, out var read) && read.Sha256() == secret.Sha256());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("granary_")]
    [InlineData("granary__")]
    [InlineData("granary_ZXUvYWNtZQ")]
    [InlineData("granary_ZXUvYWNtZQ_short")]
    [InlineData("granary_ZXU_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("granary_ZX!vYWNtZQ_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Granary_ZXUvYWNtZQ_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("granary_ZXUvYWNtZQ_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    public void What_is_no_token_is_not_read(string? text) => Assert.False(TokenSecret.TryParse(text, out _));

    [Fact]
    public void Scopes_are_written_and_read_alike()
    {
        Assert.Equal(ApiScopes.All, Enum.GetValues<ApiScope>());
        Assert.All(ApiScopes.All, scope => Assert.True(ApiScopes.TryParse(ApiScopes.NameOf(scope), out var read) && read == scope));
        Assert.False(ApiScopes.TryParse("BACKUPS:READ", out _));
        Assert.False(ApiScopes.TryParse(null, out _));
    }
}
