using System.Globalization;
using Granary.Adapters.Payments;
using Granary.Domain.Purchases;

namespace Granary.Adapters.Tests.Payments;

public sealed class MinorUnitsTests
{
    [Theory]
    [InlineData("9.99", "EUR", 999)]
    [InlineData("10", "USD", 1000)]
    [InlineData("600.00", "INR", 60000)]
    [InlineData("600", "JPY", 600)]
    [InlineData("600.0", "KRW", 600)]
    [InlineData("5.120", "KWD", 5120)]
    [InlineData("1500", "ISK", 150000)]
    [InlineData("0", "EUR", 0)]
    public void Amounts_are_counted_in_the_smallest_unit(string amount, string currency, long expected) => Assert.Equal(expected, Of(amount, currency));

    [Theory]
    [InlineData("9.999", "EUR")]
    [InlineData("600.5", "JPY")]
    [InlineData("5.125", "KWD")]
    [InlineData("1500.50", "ISK")]
    public void An_amount_that_nobody_can_pay_is_none(string amount, string currency) => Assert.Null(Of(amount, currency));

    private static long? Of(string amount, string currency) => MinorUnits.Of(new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency));
}
