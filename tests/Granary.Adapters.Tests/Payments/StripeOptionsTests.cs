using Granary.Adapters.Payments;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Payments;

public sealed class StripeOptionsTests
{
    [Fact]
    public void Key_and_secret_are_enough()
    {
        using var services = StripeScene.Services(StripeScene.Section());

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.NotNull(services.GetRequiredService<IPaymentProvider>());
    }

    [Fact]
    public void All_errors_are_told_at_once_and_no_secret_is()
    {
        var failures = Failures(new() { ["ApiKey"] = "pk_live_s3cr3t", ["WebhookSecret"] = "s3cr3t", ["ApiBase"] = "http://api.stripe.com", ["RenewalGrace"] = "-00:00:01" });

        foreach (var name in new[] { "ApiKey", "WebhookSecret", "ApiBase", "RenewalGrace" })
            Assert.Contains(failures, failure => failure.Contains($"{StripeOptions.Section}:{name}", StringComparison.Ordinal));
        Assert.DoesNotContain(failures, failure => failure.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ApiKey", "")]
    [InlineData("ApiKey", "sk_live_")]
    [InlineData("ApiKey", "sk_test_a b")]
    [InlineData("WebhookSecret", "")]
    [InlineData("WebhookSecret", "whsec_")]
    [InlineData("ApiBase", "")]
    [InlineData("ApiBase", "api.stripe.com")]
    [InlineData("ApiBase", "http://10.0.0.1")]
    [InlineData("ApiBase", "https://me@api.stripe.com")]
    [InlineData("ApiBase", "https://api.stripe.com/v1")]
    [InlineData("RenewalGrace", "7.00:00:01")]
    public void A_setting_that_cannot_be_stops_the_start(string name, string value) => Assert.Single(Failures(StripeScene.Section((name, value))));

    [Theory]
    [InlineData("ApiKey", "rk_live_51Abc_d")]
    [InlineData("ApiBase", "http://127.0.0.1:8080")]
    [InlineData("ApiBase", "https://stripe.example.com/")]
    [InlineData("RenewalGrace", "00:00:00")]
    [InlineData("RenewalGrace", "7")]
    public void A_setting_that_can_be_starts(string name, string value) => Assert.Empty(Failures(StripeScene.Section((name, value))));

    [Fact]
    public void A_word_that_is_no_setting_stops_the_start() =>
        Assert.ThrowsAny<InvalidOperationException>(() => Failures(StripeScene.Section(("ApiKye", "sk_test_1"))));

    [Fact]
    public void A_price_that_cannot_be_paid_stops_the_start()
    {
        using var services = StripeScene.Services(StripeScene.Section());

        var wrong = services.GetServices<IValidateOptions<PriceList>>().Select(validator => validator.Validate(null, new PriceList
        {
            Currencies = { ["jpy"] = new CurrencyPrices { Unit = 999.5m, WeeklyPerMonth = 1200, Editions = { ["Ultimate"] = 5200.01m } } },
        }));

        var failures = Assert.Single(wrong).Failures!.ToList();
        Assert.Equal(2, failures.Count);
        Assert.Contains(failures, failure => failure.Contains("Currencies:jpy:Unit is 999.5 JPY", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.Contains("Currencies:jpy:Editions:Ultimate is 5200.01 JPY", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Failures(Dictionary<string, string?> section)
    {
        using var services = StripeScene.Services(section);
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }
}
