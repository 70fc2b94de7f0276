using Granary.Adapters.Mail;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Mail;

/// <summary>A tenant, a person and a moment to write mails about.</summary>
internal static class MailScene
{
    public static TenantProfile Tenant { get; } = new(new TenantId("eu", "lakeside"), "Lakeside Clinics", "Europe/Paris", "FR", "Enterprise");

    public static Domain.Tenants.Mail Mail(NotificationKind kind, string? detail = null, string language = "en") =>
        new("12.sophia", "sophia@example.org", language, Notification(kind, detail));

    public static Notification Notification(NotificationKind kind, string? detail = null) =>
        new(12, new DateTimeOffset(2026, 11, 23, 9, 42, 7, TimeSpan.Zero), kind, new Actor(ActorKind.Person, "sophia", "Sophia Isha"), ["sophia"], new BackupId(7), detail, []);

    /// <summary>The notifier that the settings make, as the host makes it; those of a server on this machine unless others are given.</summary>
    public static INotifier Notifier(int port, params (string Name, string Value)[] settings)
    {
        var section = new Dictionary<string, string?>
        {
            ["Host"] = "localhost",
            ["Port"] = $"{port}",
            ["Security"] = "None",
            ["From"] = "Granary <backups@example.com>",
            ["BaseUrl"] = "https://crm.example.com/",
        };
        foreach (var (name, value) in settings) section[name] = value;
        return Services(section).GetRequiredService<INotifier>();
    }

    public static ServiceProvider Services(Dictionary<string, string?> section) =>
        new ServiceCollection().AddMail(new ConfigurationBuilder().AddInMemoryCollection(section).Build()).BuildServiceProvider();
}
