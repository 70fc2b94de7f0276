using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;

namespace Granary.Grains.Sandbox;

/// <summary>What the sandbox knows of a payment.</summary>
internal sealed class SandboxAccount
{
    public string TenantName { get; set; } = "";

    public OrderNumber Order { get; set; }

    public List<OrderLine> Lines { get; init; } = [];

    public SandboxMethod? Method { get; set; }

    public bool Renews { get; set; }

    public List<PaymentEvent> Events { get; init; } = [];

    public bool IsOpen => Lines.Count > 0 && Events.Count == 0;

    private PaidPeriod? Paid => Events.FindLast(told => told.Period is not null)?.Period;

    /// <summary>Every month of the subscription that has begun since is paid, each on the minute.</summary>
    /// <returns>False when none has begun.</returns>
    public bool Renew(DateTimeOffset now)
    {
        var before = Events.Count;
        while (Renews && Paid is { } paid && paid.End <= now) Pay(paid.End);
        return Events.Count > before;
    }

    public void Capture(DateTimeOffset now)
    {
        Renews = Lines.Exists(line => line.Item is OrderItem.WeeklySubscription);
        if (Renews) Pay(now);
        else Events.Add(new PaymentEvent("capture", PaymentEventKind.Captured, now));
    }

    /// <returns>False when that is so already, or no month is paid any more.</returns>
    public bool Switch(bool renews, DateTimeOffset now)
    {
        if (Renews == renews || !(Paid?.End > now)) return false;

        Renews = renews;
        Events.Add(new PaymentEvent($"switch-{Events.Count}", renews ? PaymentEventKind.RenewalOn : PaymentEventKind.RenewalOff, now));
        return true;
    }

    // Months are counted from the first day, so that one that began on a 31st comes back to the 31st.
    private void Pay(DateTimeOffset at)
    {
        var paid = Events.Where(told => told.Period is not null).ToList();
        var (id, kind) = paid.Count == 0 ? ("capture", PaymentEventKind.Captured) : ($"renewal-{paid.Count}", PaymentEventKind.Renewed);
        var first = paid.Count == 0 ? at : paid[0].Period!.Start;
        Events.Add(new PaymentEvent(id, kind, at, new PaidPeriod(at, first.AddMonths(paid.Count + 1))));
    }
}
