using System.ComponentModel.DataAnnotations;
using Granary.Domain.Purchases;

namespace Granary.Domain.Tests.Purchases;

public sealed class PriceListTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Errors(new PriceList()));

    [Theory]
    [InlineData("FR", "EUR")]
    [InlineData("fr", "EUR")]
    [InlineData("IN", "INR")]
    [InlineData("US", "USD")]
    [InlineData("", "USD")]
    public void A_country_has_its_currency(string country, string currency) => Assert.Equal(currency, new PriceList().CurrencyOf(country));

    [Fact]
    public void A_currency_is_found_and_told_in_capitals_however_it_is_written()
    {
        var prices = new PriceList();
        prices.Countries["CH"] = "eur";

        Assert.Equal("EUR", prices.CurrencyOf("CH"));
        Assert.Equal(new Money(10, "EUR"), prices.Unit("EUR"));
    }

    [Fact]
    public void An_edition_without_a_price_is_not_for_sale()
    {
        Assert.Equal(new Money(52, "EUR"), new PriceList().Edition("ultimate", "EUR"));
        Assert.Null(new PriceList().Edition("Gold", "EUR"));
    }

    [Fact]
    public void All_errors_are_told_at_once_each_with_what_to_write_instead()
    {
        var prices = new PriceList
        {
            Url = new Uri("store/granary", UriKind.Relative),
            DefaultCurrency = "CHF",
            Currencies = new() { ["EUR"] = new() { Unit = 0, WeeklyPerMonth = -12, Editions = new() { ["Gold"] = -1 } }, ["Euro"] = new() { Unit = 1, WeeklyPerMonth = 1 } },
            Countries = new() { ["France"] = "EUR", ["CH"] = "CHF" },
        };

        Assert.Equal(
            [
                "Url is 'store/granary': write the whole address of the pages, beginning with https://.",
                "DefaultCurrency is 'CHF', which Currencies does not have: write one of EUR, Euro, or add its prices.",
                "Countries:France is no country: write its two letters, such as FR.",
                "Countries:CH is 'CHF', which Currencies does not have: write one of EUR, Euro, or add its prices.",
                "Currencies:EUR:Unit is 0: write an amount above 0.",
                "Currencies:EUR:WeeklyPerMonth is -12: write an amount above 0.",
                "Currencies:EUR:Editions:Gold is -1: write 0 or more.",
                "Currencies:Euro is no currency: write its three letters, such as EUR.",
            ],
            Errors(prices));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///store")]
    public void Pages_elsewhere_are_on_the_web(string url) => Assert.Single(Errors(new PriceList { Url = new Uri(url) }));

    [Fact]
    public void No_currency_at_all_is_one_error() =>
        Assert.Equal("Currencies is empty: write at least one, with Unit and WeeklyPerMonth.", Assert.Single(Errors(new PriceList { Currencies = [] })));

    private static IEnumerable<string?> Errors(PriceList prices)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(prices, new ValidationContext(prices), results, validateAllProperties: true);
        return results.Select(result => result.ErrorMessage);
    }
}
