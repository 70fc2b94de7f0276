using System.Globalization;
using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Purchases;

/// <summary>A tenant that buys: what the SaaS says of it, its clock, and a provider that tells what it is told to tell.</summary>
internal sealed class Customer
{
    public static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    public static readonly Actor Marc = new(ActorKind.Person, "marc", "Marc Delorme");

    private readonly Plans plans = new();
    private int keys;

    /// <summary>The edition that the SaaS says.</summary>
    public string Says { get; set; } = Edition.Standard;

    public string Country { get; set; } = "FR";

    public DateTimeOffset Now { get; set; } = History.Day(0);

    public PriceList Prices { get; set; } = new();

    public Plans Plans => plans;

    public Tenant Tenant { get; set; } = new();

    public TenantProfile Profile => new(new TenantId("eu", "acme"), "Acme", "Europe/Paris", Country, Says);

    public string InForce => Tenant.EditionOf(Profile, plans);

    public TenantTerms Terms => new(Profile, plans, Window.Default, new RetentionPolicy(), InForce);

    public OrderAnswer Place(Basket basket, string? key = null, string? country = null) =>
        Tenant.PlaceOrder(Sophia, RequestFor(basket, key ?? (++keys).ToString(CultureInfo.InvariantCulture), country), Terms, Prices, Now);

    public Order Open(Basket basket, string? country = null)
    {
        var number = Assert.IsType<OrderAnswer.Placed>(Place(basket, country: country)).Order.Number;
        Assert.True(Tenant.AwaitPayment(number, $"pay-{number}", new Uri($"https://pay.example/{number}")));
        return Tenant.FindOrder(number)!;
    }

    /// <summary>An order that is paid as it is placed; a subscription for thirty days.</summary>
    public OrderNumber Buy(Basket basket, string? country = null)
    {
        var number = Open(basket, country).Number;
        Assert.True(Learn(number, new PaymentEvent("c", PaymentEventKind.Captured, Now, basket.Weekly ? new PaidPeriod(Now, Now.AddDays(30)) : null)));
        return number;
    }

    public bool Learn(OrderNumber order, params PaymentEvent[] told) => Tenant.Learn(order, told, Actor.Granary, Terms, Now);

    public bool Learn(OrderNumber order, string told) => Learn(order, History.Parse(told));

    public bool Tell(OrderNumber order, PaymentEventKind kind, string? of = null) => Learn(order, new PaymentEvent($"{kind}-{of}", kind, Now, Of: of));

    public ReductionAnswer Reduce(Reduction reduction) => Tenant.Reduce(Sophia, reduction, Terms, Prices, Now);

    public BackupAnswer Ask() => Tenant.Request(Sophia, BackupOrigin.OnDemand, Now, Terms, Now);

    public BackupId Request() => Assert.IsType<BackupAnswer.Accepted>(Ask()).Id;

    public void Succeed(BackupId id) => Assert.True(Tenant.Publish(id, new Publication(1, Now, Now, 1, 10, [new ArchiveFile("Data_001.zip", 12, "ab")], [], 0), Terms));

    public void Fail(BackupId id) => Assert.True(Tenant.Fail(id, 0, new Fault(FaultStage.Export, FaultSide.Crm, false, "no such table"), Terms, Now));

    private static OrderRequest RequestFor(Basket basket, string key, string? country) =>
        new(basket, key, country, new Uri("https://granary.example/"), "fr", "/setup/data-backup?choice=weekly");
}
