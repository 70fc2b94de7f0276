using System.Collections.Concurrent;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

/// <summary>A tenant that decides by the domain's own rules, with the default plans.</summary>
public sealed class ScriptedTenant(string id, string timeZone, string country, string edition = Edition.Enterprise)
{
    public TenantProfile Profile { get; } = new(TenantId.Parse(id), id.Split('/')[1], timeZone, country, edition);

    public Tenant Tenant { get; } = new();

    /// <summary>The default prices, unless it is said otherwise.</summary>
    public PriceList Prices { get; set; } = new();

    public TenantTerms Terms => new(Profile, new Plans(), Window.Default, new RetentionPolicy(), Tenant.EditionOf(Profile, new Plans()));

    /// <summary>What the provider will tell of an order when it is asked.</summary>
    public ConcurrentDictionary<OrderNumber, PaymentEvent> Told { get; } = [];

    /// <summary>The sandbox payment of an order; none where another provider is paid.</summary>
    public ConcurrentDictionary<OrderNumber, SandboxPayment> Sandbox { get; } = [];

    public BackupProgress Progress { get; set; } = new(BackupPhase.Queued, []);

    /// <summary>Thrown at whoever asks, while it is set.</summary>
    public Exception? Outage { get; set; }

    /// <summary>The orders that somebody had the provider asked about.</summary>
    public ConcurrentQueue<OrderNumber> OrdersChecked { get; } = [];

    /// <summary>How often the overview was asked for.</summary>
    public int Overviews;

    /// <summary>How often notifications were asked for.</summary>
    public int NotificationLooks;

    /// <summary>A backup asked for at that moment, whatever else the tenant has.</summary>
    public BackupId Request(DateTimeOffset at, Actor? actor = null)
    {
        if (Tenant.Ledger.UnitsLeft() == 0) Tenant.Ledger.SetUnits(1);
        return ((BackupAnswer.Accepted)Tenant.Request(actor ?? PublishedBackup.Requester, BackupOrigin.OnDemand, at, Terms, at)).Id;
    }

    /// <summary>An order that waits to be paid.</summary>
    public Order Order(DateTimeOffset at, Basket basket, string? returnTo = null)
    {
        var request = new OrderRequest(basket, $"{at.Ticks}", null, new Uri("http://localhost/"), "en", returnTo);
        var order = ((OrderAnswer.Placed)Tenant.PlaceOrder(PublishedBackup.Requester, request, Terms, Prices, at)).Order;
        Tenant.AwaitPayment(order.Number, $"payment-{order.Number}", new Uri($"http://localhost/pay/{order.Number}"));
        return Tenant.FindOrder(order.Number)!;
    }

    /// <summary>An order of which that has become known.</summary>
    public Order Order(DateTimeOffset at, Basket basket, params PaymentEventKind[] told)
    {
        var order = Order(at, basket);
        foreach (var (index, kind) in told.Index())
            Tenant.Learn(order.Number, [new PaymentEvent($"{index}", kind, at.AddMinutes(index + 1), PeriodOf(basket, kind, at))], Actor.Granary, Terms, at.AddMinutes(index + 1));
        return Tenant.FindOrder(order.Number)!;
    }

    private static PaidPeriod? PeriodOf(Basket basket, PaymentEventKind kind, DateTimeOffset at) =>
        basket.Weekly && kind is PaymentEventKind.Captured ? new PaidPeriod(at, at.AddMonths(1)) : null;

    /// <summary>A schedule, whether or not anything pays for it.</summary>
    public Schedule Save(Recurrence recurrence, DateTimeOffset at)
    {
        var units = Tenant.Ledger.UnitsLeft();
        if (units == 0) Tenant.Ledger.SetUnits(1);
        var saved = ((ScheduleAnswer.Saved)Tenant.SaveSchedule(PublishedBackup.Requester, recurrence, from: null, Terms, at)).Schedule;
        if (units == 0) Tenant.Ledger.SetUnits(0);
        return saved;
    }
}
