using Granary.Archive;
using Granary.Domain.Purchases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Grains.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Prices_that_are_configured_take_the_place_of_all_of_the_demos()
    {
        var prices = Read<PriceList>(("Billing:Currencies:EUR:Unit", "11"), ("Billing:Currencies:EUR:WeeklyPerMonth", "13"), ("Billing:Countries:FR", "EUR"), ("Billing:DefaultCurrency", "EUR"));

        Assert.Equal(["EUR"], prices.Currencies.Keys);
        Assert.Equal((new Money(11, "EUR"), new Money(13, "EUR")), (prices.Unit("EUR"), prices.Weekly("EUR")));
        Assert.Null(prices.Edition("Ultimate", "EUR"));
        Assert.Equal(["FR"], prices.Countries.Keys);
    }

    [Fact]
    public void Prices_stay_the_demos_where_none_are_configured() =>
        Assert.Equal(new PriceList().Currencies.Keys, Read<PriceList>(("Billing:DefaultCurrency", "EUR")).Currencies.Keys);

    [Theory]
    [InlineData("Backups:ModuleAtOnce")]
    [InlineData("Archives:ZipSize")]
    [InlineData("Retention:Days")]
    [InlineData("Schedule:WindowsStart")]
    [InlineData("Plans:Edition")]
    [InlineData("Plans:Editions:Free:PerMonth")]
    [InlineData("Billing:Currency")]
    [InlineData("Billing:Currencies:EUR:Units")]
    public void A_key_that_nothing_has_stops_the_start(string key)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Start((key, "1")));

        Assert.Contains($"'{key.Split(':')[^1]}'", failure.GetBaseException().Message);
    }

    [Fact]
    public void Keys_of_another_type_in_the_same_section_are_let_be() =>
        Start(("Archives:Store:Kind", "S3"), ("Billing:Provider", "Stripe"), ("Billing:Stripe:ApiKey", "sk_test_1"));

    [Fact]
    public void A_section_that_is_shared_is_read() => Assert.Equal(7, Read<ArchiveLimits>(("archives:compressionLevel", "7"), ("Archives:Store:Kind", "S3")).CompressionLevel);

    private static void Start(params (string Key, string Value)[] settings)
    {
        using var services = Services(settings);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static T Read<T>(params (string Key, string Value)[] settings) where T : class
    {
        using var services = Services(settings);
        return services.GetRequiredService<IOptions<T>>().Value;
    }

    private static ServiceProvider Services((string Key, string Value)[] settings) => new ServiceCollection().AddGranaryGrains(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Granary:{setting.Key}", (string?)setting.Value))).Build()).BuildServiceProvider();
}
