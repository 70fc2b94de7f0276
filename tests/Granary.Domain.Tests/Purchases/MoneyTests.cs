using System.Globalization;
using Granary.Domain.Purchases;

namespace Granary.Domain.Tests.Purchases;

public sealed class MoneyTests
{
    [Fact]
    public void It_is_exact() => Assert.Equal(new Money(0.30m, "EUR"), new Money(0.10m, "EUR").Plus(new Money(0.20m, "EUR")));

    [Fact]
    public void A_hundred_times_a_price_is_exact() => Assert.Equal(499.00m, new Money(4.99m, "EUR").Times(100).Amount);

    [Fact]
    public void Amounts_of_two_currencies_are_not_added()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Money(1, "EUR").Plus(new Money(1, "USD")));

        Assert.StartsWith("1 USD cannot be added to 1 EUR: the currencies differ.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_written_the_same_in_every_language()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
            Assert.Equal("1234.50 EUR", new Money(1234.50m, "EUR").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
