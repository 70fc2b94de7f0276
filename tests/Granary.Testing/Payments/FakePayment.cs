using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;

namespace Granary.Testing.Payments;

/// <summary>A payment at <see cref="FakePayments"/>, which changes it.</summary>
public sealed class FakePayment
{
    private readonly List<PaymentEvent> events = [];

    internal FakePayment(PaymentRequest request)
    {
        Tenant = request.Tenant.Id;
        Order = request.Order;
        Name = $"payment of {request.Key}";
    }

    public string Name { get; }

    public TenantId Tenant { get; }

    /// <summary>As it was made known.</summary>
    public Order Order { get; }

    public IReadOnlyList<PaymentEvent> Events => events;

    /// <summary>How often the payer was charged for it, renewals aside.</summary>
    public int Captures => events.Count(told => told.Kind is PaymentEventKind.Captured);

    internal bool IsOpen => events.Count == 0;

    internal bool Renews { get; private set; }

    internal PaidPeriod? Paid => events.FindLast(told => told.Period is not null)?.Period;

    internal void Capture(DateTimeOffset at)
    {
        Renews = Order.IsWeekly();
        Tell(PaymentEventKind.Captured, at, Renews ? MonthFrom(at) : null);
    }

    internal void Renew(DateTimeOffset at) => Tell(PaymentEventKind.Renewed, at, MonthFrom(at));

    internal void Switch(bool renews, DateTimeOffset at)
    {
        Renews = renews;
        Tell(renews ? PaymentEventKind.RenewalOn : PaymentEventKind.RenewalOff, at);
    }

    internal void FailRenewal(DateTimeOffset at)
    {
        Renews = false;
        Tell(PaymentEventKind.RenewalFailed, at);
    }

    internal void Tell(PaymentEventKind kind, DateTimeOffset at, PaidPeriod? period = null, string? of = null) =>
        events.Add(new PaymentEvent($"{events.Count + 1:00} {kind}", kind, at, period, of));

    private static PaidPeriod MonthFrom(DateTimeOffset start) => new(start, start.AddMonths(1));
}
