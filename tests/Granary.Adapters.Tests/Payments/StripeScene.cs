using Granary.Adapters.Payments;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Payments;

/// <summary>The adapter as the host makes it, asking a <see cref="StripeStand"/>; and orders to pay.</summary>
internal static class StripeScene
{
    public const string WebhookSecret = "whsec_stand";

    public static TenantProfile Tenant { get; } = new(new TenantId("eu", "lakeside"), "Lakeside Clinics", "Europe/Paris", "FR", "Enterprise");

    public static Dictionary<string, string?> Section(params (string Name, string Value)[] settings)
    {
        var section = new Dictionary<string, string?> { ["ApiKey"] = StripeStand.ApiKey, ["WebhookSecret"] = WebhookSecret };
        foreach (var (name, value) in settings) section[name] = value;
        return section;
    }

    public static ServiceProvider Services(Dictionary<string, string?> section, TimeProvider? time = null) => new ServiceCollection()
        .AddSingleton(time ?? TimeProvider.System)
        .AddStripe(new ConfigurationBuilder().AddInMemoryCollection(section).Build()).BuildServiceProvider();

    public static IPaymentProvider Provider(StripeStand stand, TimeProvider? time = null, params (string Name, string Value)[] settings) =>
        Services(Section([("ApiBase", stand.Address), .. settings]), time).GetRequiredService<IPaymentProvider>();

    public static PaymentRequest Request(params OrderLine[] lines) => new(Tenant, new Order
    {
        Number = new OrderNumber(1_800_000_000_000_001),
        PlacedBy = new Actor(ActorKind.Person, "sophia", "Sophia Isha"),
        PlacedAt = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero),
        IdempotencyKey = "decision",
        Lines = lines,
        ProfileEdition = "Enterprise",
        Site = new Uri("https://backup.example/"),
        Language = "fr",
    });

    public static OrderLine Units(int count, decimal price = 9.99m, string currency = "EUR") => new(OrderItem.Unit, count, new Money(price, currency));

    public static OrderLine Weekly() => new(OrderItem.WeeklySubscription, 1, new Money(12, "EUR"));

    public static OrderLine Edition(string name) => new(OrderItem.Edition, 1, new Money(52, "EUR"), name);
}
