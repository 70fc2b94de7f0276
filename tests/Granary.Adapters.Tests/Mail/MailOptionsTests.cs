using Granary.Adapters.Mail;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Mail;

public sealed class MailOptionsTests
{
    [Fact]
    public async Task Without_a_host_mail_is_off_and_nothing_else_is_needed()
    {
        using var services = MailScene.Services([]);

        services.GetRequiredService<IStartupValidator>().Validate();

        var notifier = services.GetRequiredService<INotifier>();
        Assert.False(notifier.IsOn);
        await Assert.ThrowsAsync<InvalidOperationException>(() => notifier.SendAsync(MailScene.Tenant, MailScene.Mail(NotificationKind.BackupReady), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_whole_section_starts_and_is_on()
    {
        using var services = MailScene.Services(new()
        {
            ["Host"] = "smtp.example.com", ["Port"] = "465", ["Security"] = "Tls", ["CheckRevocation"] = "false", ["User"] = "granary", ["Password"] = "secret",
            ["From"] = "Granary <backups@example.com>", ["BaseUrl"] = "https://crm.example.com/backup", ["TimeoutSeconds"] = "10",
        });

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.True(services.GetRequiredService<INotifier>().IsOn);
    }

    [Fact]
    public void All_errors_are_told_at_once_and_the_password_is_not()
    {
        var failures = Failures(new()
        {
            ["Host"] = "smtp://example.com", ["Port"] = "0", ["Security"] = "None", ["Password"] = "s3cr3t", ["From"] = "nobody", ["BaseUrl"] = "crm.example.com", ["TimeoutSeconds"] = "0",
        });

        foreach (var name in new[] { "Host", "Port", "Security", "User", "From", "BaseUrl", "TimeoutSeconds" })
            Assert.Contains(failures, failure => failure.Contains(name, StringComparison.Ordinal));
        Assert.DoesNotContain(failures, failure => failure.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("::1")]
    public void A_server_on_this_machine_needs_no_encryption(string host) => Assert.Empty(Failures(Section(("Host", host), ("Security", "None"))));

    [Theory]
    [InlineData("smtp.example.com")]
    [InlineData("localhost.example.com")]
    [InlineData("10.0.0.1")]
    [InlineData("0.0.0.0")]
    public void A_server_elsewhere_is_refused_without_encryption(string host) =>
        Assert.Contains("another machine", Assert.Single(Failures(Section(("Host", host), ("Security", "None")))));

    [Theory]
    [InlineData("From", "")]
    [InlineData("From", "backups")]
    [InlineData("From", "a@example.com, b@example.com")]
    [InlineData("From", "Granary <backups@example.com>\r\nBcc: all@example.com")]
    [InlineData("BaseUrl", "")]
    [InlineData("BaseUrl", "javascript:alert(1)")]
    [InlineData("BaseUrl", "https://crm.example.com/?a=b")]
    [InlineData("BaseUrl", "https://me:pass@crm.example.com/")]
    [InlineData("Host", "smtp.example.com:25")]
    [InlineData("Host", "smtp example")]
    [InlineData("User", "granary")]
    [InlineData("Password", "secret")]
    public void A_setting_that_cannot_be_stops_the_start(string name, string value) => Assert.Single(Failures(Section((name, value))));

    [Fact]
    public void A_word_that_is_no_setting_stops_the_start() =>
        Assert.ThrowsAny<InvalidOperationException>(() => Failures(Section(("Pasword", "secret"))));

    private static Dictionary<string, string?> Section(params (string Name, string Value)[] settings)
    {
        var section = new Dictionary<string, string?> { ["Host"] = "smtp.example.com", ["From"] = "backups@example.com", ["BaseUrl"] = "https://crm.example.com" };
        foreach (var (name, value) in settings) section[name] = value;
        return section;
    }

    private static IEnumerable<string> Failures(Dictionary<string, string?> section)
    {
        using var services = MailScene.Services(section);
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
    }
}
