using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Granary.Testing.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Grains.Tests;

/// <summary>A tenant of the Enterprise edition that buys, through its grain, at a provider that a test can break; the clock is moved by hand.</summary>
public abstract class PurchaseScene : IAsyncLifetime
{
    protected static TenantId Acme { get; } = new("eu", "acme");

    private readonly CrmScene scene = new();
    private int decisions;

    protected PurchaseScene() => Payments = new FakePayments(Clock);

    protected static Actor Sophia { get; } = new(ActorKind.Person, "sophia", "Sophia Isha");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>At noon of a Monday.</summary>
    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected FakePayments Payments { get; }

    protected TestCluster Cluster { get; private set; } = null!;

    protected ITenantGrain Tenant => Cluster.Grains.Tenant(Acme);

    protected ITenantPurchases Purchases => Cluster.Grains.Purchases(Acme);

    public async ValueTask InitializeAsync()
    {
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1"));
        Cluster = await TestCluster.StartAsync(scene, clock: Clock, configure: services => services.AddSingleton<IPaymentProvider>(Payments));
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected void SaasSays(string edition) => scene[Acme].Profile = scene[Acme].Profile with { Edition = edition };

    protected static OrderRequest Request(Basket basket, string decision) => new(basket, decision, Country: null, new Uri("https://backup.example/"), "en");

    protected async Task<Order> PlacedAsync(Basket basket, string? decision = null) =>
        Assert.IsType<OrderAnswer.Placed>(await Purchases.PlaceOrder(Sophia, Request(basket, decision ?? $"decision {++decisions}"))).Order;

    protected async Task<Order> BoughtAsync(Basket basket)
    {
        var order = await PlacedAsync(basket);
        Payments.Approve(order.Payment!);
        return (await Purchases.CheckOrder(order.Number))!;
    }

    protected Task<Shop> ShopAsync() => Purchases.GetShop(country: null);

    protected Task<LogPage> LogAsync(LogEvent what) => Tenant.GetLog(1, 50, new LogFilter([what]));

    protected async Task<DateTimeOffset> NextRunAsync() => (await Tenant.GetOverview()).NextRun!.DueAt;

    protected Task TickAsync() => Tenant.AsReference<IRemindable>().ReceiveReminder("next", default);
}
