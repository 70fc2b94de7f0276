using System.Globalization;
using Granary.Domain.Purchases;
using Granary.Web.Localisation;

namespace Granary.Web.Tests.Localisation;

public sealed class MoneyFormatTests
{
    [Theory]
    [InlineData("en-US", "1234.5", "USD", "$1,234.50")]
    [InlineData("en-US", "10", "EUR", "€10.00")]
    [InlineData("en-GB", "10", "USD", "USD 10.00")]
    [InlineData("en-GB", "10", "GBP", "£10.00")]
    [InlineData("en-IN", "123456", "INR", "₹1,23,456.00")]
    [InlineData("fr-FR", "1234.5", "EUR", "1 234,50 €")]
    [InlineData("fr-FR", "10", "USD", "10,00 USD")]
    [InlineData("fr-FR", "600", "INR", "600,00 ₹")]
    [InlineData("en-US", "1200", "JPY", "JPY 1,200")]
    [InlineData("en", "10", "USD", "$10.00")]
    [InlineData("fr", "10", "EUR", "10,00 €")]
    [InlineData("en-US", "10", "XYZ", "XYZ 10.00")]
    public void Amount_is_written_as_the_reader_does_with_the_currency_it_is_in(string culture, string amount, string currency, string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Assert.Equal(text, new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency).Text().Plain());
    }
}
