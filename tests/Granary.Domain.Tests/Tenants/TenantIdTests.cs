using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

public sealed class TenantIdTests
{
    [Theory]
    [InlineData("eu/montblanc")]
    [InlineData("us-east-1/t_17")]
    [InlineData("e/1")]
    public void A_tenant_reads_as_it_is_written(string text) => Assert.Equal(text, TenantId.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("eu")]
    [InlineData("eu/")]
    [InlineData("/x")]
    [InlineData("eu/a/b")]
    [InlineData("EU/a")]
    [InlineData("eu/..")]
    [InlineData("eu/-a")]
    [InlineData("eu/é")]
    [InlineData("eu/a b")]
    [InlineData("eu/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(TenantId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => TenantId.Parse(text));
    }
}
