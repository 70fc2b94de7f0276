using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Ports;

public sealed class PaymentKeyTests
{
    [Fact]
    public void It_reads_back()
    {
        var key = PaymentKey.Of(new TenantId("eu", "acme"), new OrderNumber(42));

        Assert.Equal("eu/acme/42", key);
        Assert.True(PaymentKey.TryParse(key, out var tenant, out var order));
        Assert.Equal((new TenantId("eu", "acme"), new OrderNumber(42)), (tenant, order));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/42")]
    [InlineData("eu/acme")]
    [InlineData("eu/acme/")]
    [InlineData("eu/acme/0")]
    [InlineData("eu/acme/-1")]
    [InlineData("eu/acme/1.0")]
    [InlineData("eu/acme/42/")]
    [InlineData("eu/acme/x/42")]
    [InlineData("eu/../42")]
    [InlineData("eu/acme/99999999999999999999")]
    public void What_is_none_is_not_read(string? text) => Assert.False(PaymentKey.TryParse(text, out _, out _));
}
