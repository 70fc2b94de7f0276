using Granary.Domain.Purchases;

namespace Granary.Domain.Tests.Purchases;

public sealed class PurchaseSummaryTests
{
    [Theory]
    [InlineData("14.97 EUR;units=3", 3, false, null)]
    [InlineData("14.97 EUR;weekly", 0, true, null)]
    [InlineData("14.97 EUR;edition=Ultimate", 0, false, "Ultimate")]
    [InlineData("14.97 EUR;units=100;weekly;edition=Ultimate", 100, true, "Ultimate")]
    [InlineData("14.97 EUR;units=1;edition=Gold;weekly;edition=2", 1, false, "Gold;weekly;edition=2")]
    public void It_reads_back_as_it_is_written(string text, int units, bool weekly, string? edition)
    {
        var summary = new PurchaseSummary(new Money(14.97m, "EUR"), units, weekly, edition);

        Assert.Equal(text, summary.ToString());
        Assert.Equal(summary, PurchaseSummary.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("EUR")]
    [InlineData("14,97 EUR now")]
    [InlineData("much EUR")]
    [InlineData("1 EUR;units=many")]
    public void What_is_none_is_not_read(string text) => Assert.Throws<FormatException>(() => PurchaseSummary.Parse(text));

    [Fact]
    public void It_says_what_an_order_bought_and_a_renewal_is_for_the_subscription_alone()
    {
        var customer = new Customer();
        var order = customer.Open(new Basket(Units: 3, Weekly: true, Edition: "Ultimate"));

        Assert.Equal("94 EUR;units=3;weekly;edition=Ultimate", PurchaseSummary.Of(order).ToString());
        Assert.Equal("94 EUR;units=3;weekly;edition=Ultimate", PurchaseSummary.Of(order, History.Parse("c=Captured@1(1-31)")[0]).ToString());
        Assert.Equal("12 EUR;weekly", PurchaseSummary.Of(order, History.Parse("r=Renewed@31(31-61)")[0]).ToString());
    }
}
