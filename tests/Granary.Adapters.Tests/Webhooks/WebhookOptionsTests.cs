using Granary.Adapters.Webhooks;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Webhooks;

public sealed class WebhookOptionsTests
{
    [Fact]
    public void Without_a_url_nobody_is_told_anything_and_nothing_else_is_needed()
    {
        using var services = Services();

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.All(Enum.GetValues<WebhookKind>(), kind => Assert.False(services.GetRequiredService<IWebhook>().Wants(kind)));
    }

    [Fact]
    public void A_whole_section_starts_and_is_on()
    {
        using var services = Services(
            ("Url", "https://crm.example.com:8443/granary?from=eu"), ("Secrets:0", WebhookReceiver.Secret), ("Secrets:1", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            ("Kinds:0", "edition.bought"), ("Networks:0", "10.20.0.0/16"), ("TimeoutSeconds", "5"));

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.True(services.GetRequiredService<IWebhook>().Wants(WebhookKind.EditionBought));
    }

    [Fact]
    public void All_errors_are_told_at_once_and_no_secret_is()
    {
        var failures = Failures(
            ("Url", "https://user:s3cr3t@crm.example.com"), ("Secrets:0", "whsec_s3cr3t"), ("Kinds:0", "backup.exploded"), ("Networks:0", "10.0.0.0"), ("TimeoutSeconds", "0"));

        foreach (var name in new[] { "Url", "Secrets:0", "Kinds:0", "Networks:0", "TimeoutSeconds" })
            Assert.Contains(failures, failure => failure.Contains(name, StringComparison.Ordinal));
        Assert.DoesNotContain(failures, failure => failure.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://crm.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://crm.example.com")]
    [InlineData("ftp://crm.example.com")]
    [InlineData("crm.example.com")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://[::1]")]
    [InlineData("https://[::ffff:10.0.0.1]")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xa.0.0.1/")]
    [InlineData("https://012.0.0.1/")]
    [InlineData("http://127.0.0.1")]
    public void An_address_that_must_not_be_called_stops_the_start(string url) =>
        Assert.Contains("Url", Assert.Single(Failures(("Url", url), ("Secrets:0", WebhookReceiver.Secret))), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://crm.example.com", null)]
    [InlineData("https://10.20.3.4", "10.20.0.0/16")]
    [InlineData("http://127.0.0.1:5000", "127.0.0.0/8")]
    [InlineData("http://localhost:5000", null)]
    public void One_that_may_be_called_does_not(string url, string? network) =>
        Assert.Empty(Failures([("Url", url), ("Secrets:0", WebhookReceiver.Secret), .. network is null ? [] : new[] { ("Networks:0", network) }]));

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_no base64 at all, whatever its length is")]
    public void A_secret_that_is_short_or_none_stops_the_start(string secret) =>
        Assert.Contains("Secrets", Assert.Single(Failures(("Url", "https://crm.example.com"), ("Secrets:0", secret))), StringComparison.Ordinal);

    [Fact]
    public void Every_notification_and_every_kind_has_a_name()
    {
        Assert.Equal(Enum.GetValues<WebhookKind>().Length, WebhookKinds.All.Count);
        foreach (var kind in Enum.GetValues<NotificationKind>()) Assert.Contains(WebhookKinds.NameOf(WebhookKinds.Of(kind)), WebhookKinds.All);
        Assert.All(WebhookKinds.All, name => Assert.True(WebhookKinds.TryParse(name, out var kind) && WebhookKinds.NameOf(kind) == name));
    }

    private static IEnumerable<string> Failures(params (string Name, string Value)[] section)
    {
        using var services = Services(section);
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

    private static ServiceProvider Services(params (string Name, string Value)[] section) => new ServiceCollection()
        .AddWebhooks(new ConfigurationBuilder().AddInMemoryCollection(section.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build())
        .BuildServiceProvider();
}
