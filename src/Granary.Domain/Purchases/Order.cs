using Granary.Domain.Quotas;
using Granary.Domain.Tenants;

namespace Granary.Domain.Purchases;

/// <summary>
/// A purchase. Its state is what its payment events say when they are read in the order in which they happened; in which
/// order and how often they were told does not matter.
/// </summary>
[GenerateSerializer, Immutable, Alias("granary.Order")]
public sealed record Order
{
    [Id(0)] public required OrderNumber Number { get; init; }

    [Id(1)] public required Actor PlacedBy { get; init; }

    [Id(2)] public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>Given by whoever placed it: the same key again is the same order.</summary>
    [Id(3)] public required string IdempotencyKey { get; init; }

    [Id(4)] public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>
    /// The edition that the SaaS said the tenant had, when it was placed and then when it was known to be paid: a bought edition
    /// holds for as long as it goes on saying so.
    /// </summary>
    [Id(5)] public required string ProfileEdition { get; init; }

    /// <summary>A path on this site to come back to, with the choice that was being made in it; null for the order itself.</summary>
    [Id(6)] public string? ReturnTo { get; init; }

    /// <summary>The base address of the site on which it was placed.</summary>
    [Id(7)] public required Uri Site { get; init; }

    /// <summary>What the buyer reads: <c>en</c> or <c>fr</c>.</summary>
    [Id(8)] public required string Language { get; init; }

    /// <summary>The provider's name for the payment; null until it has one.</summary>
    [Id(9)] public string? Payment { get; init; }

    /// <summary>Where it is paid; null until the provider has said so.</summary>
    [Id(10)] public Uri? PaymentPage { get; init; }

    /// <summary>By when they happened, then by id.</summary>
    [Id(11)] public IReadOnlyList<PaymentEvent> Events { get; init; } = [];

    /// <summary>When the provider was last asked; null when it never was.</summary>
    [Id(12)] public DateTimeOffset? AskedAt { get; init; }

    /// <summary>True once the SaaS has said another edition than <see cref="ProfileEdition"/>: what it says later does not bring this one back.</summary>
    [Id(13)] public bool IsOverruled { get; init; }

    public Money Total() => OrderLine.Total(Lines);

    public int Units() => Lines.Where(line => line.Item is OrderItem.Unit).Sum(line => line.Quantity);

    public bool IsWeekly() => Lines.Any(line => line.Item is OrderItem.WeeklySubscription);

    public string? Edition() => Lines.FirstOrDefault(line => line.Item is OrderItem.Edition)?.Edition;

    public OrderState State()
    {
        if (Captured() is { } captured) return StateOf(captured);
        if (Events.Any(told => told.Kind is PaymentEventKind.Failed)) return OrderState.Failed;
        if (Events.Any(told => told.Kind is PaymentEventKind.Cancelled)) return OrderState.Cancelled;
        return Payment is null ? OrderState.Created : OrderState.Pending;
    }

    public bool IsOpen() => State() is OrderState.Created or OrderState.Pending;

    /// <summary>True exactly while its payment is captured and not taken back.</summary>
    public bool IsEntitled() => State() is OrderState.Captured;

    public DateTimeOffset? CapturedAt() => Captured()?.At;

    /// <summary>Every time that money was taken: the capture, and each renewal of the subscription, where one was ordered.</summary>
    public IEnumerable<PaymentEvent> Payments()
    {
        var (captured, isWeekly) = (Captured(), IsWeekly());
        return Events.Where(told => told == captured || (isWeekly && told.Kind is PaymentEventKind.Renewed));
    }

    /// <summary>Where one of its payments stands: captured, refunded or disputed.</summary>
    public OrderState StateOf(PaymentEvent payment) => TakenBack(payment)?.As ?? OrderState.Captured;

    /// <summary>The weekly subscription as this order pays for it.</summary>
    public WeeklySubscription Subscription()
    {
        var paid = WeeklySubscription.None;
        foreach (var payment in IsWeekly() ? Payments() : [])
        {
            if (payment.Period is not { } period) continue;
            var end = TakenBack(payment) is { Since: var since } && since < period.End ? since : period.End;
            if (end > period.Start) paid = paid.Paid(period.Start, end);
        }
        return Renews() ? paid.Renewing() : paid;
    }

    /// <summary>True while the provider is to take the money for another month, whether or not the last one was paid back.</summary>
    public bool IsRenewalOn() => IsWeekly() && Captured() is not null && LastSwitch() is null or PaymentEventKind.RenewalOn;

    /// <summary>True while another month follows the last one, which is paid.</summary>
    public bool Renews() => IsRenewalOn() && Payments().Last() is var last && StateOf(last) is OrderState.Captured;

    /// <summary>True when somebody has ended the subscription and may think again.</summary>
    public bool CanResume(DateTimeOffset now) => LastSwitch() is PaymentEventKind.RenewalOff && Subscription().Covers(now);

    /// <summary>The end of the last month that was ever paid; null where no subscription is.</summary>
    public DateTimeOffset? PaidUntil() => Payments().Max(payment => payment.Period?.End);

    /// <summary>After this instant it changes nothing any more, unless something new is told of it.</summary>
    public DateTimeOffset LastWordAt() => Events.Select(told => told.At).Append(PaidUntil() ?? PlacedAt).Append(PlacedAt).Max();

    /// <summary>Takes in what a provider tells. The same order when nothing of it is new.</summary>
    public Order Learn(IEnumerable<PaymentEvent> told)
    {
        var known = Events.Select(old => old.Id).ToHashSet();
        var news = told.DistinctBy(one => one.Id).Where(one => !known.Contains(one.Id)).ToList();
        return news.Count == 0
            ? this
            : this with
            {
                // A provider's clock may tick so slowly that a dispute begins and is won within one tick.
                Events = Events.Concat(news)
                    .OrderBy(one => one.At).ThenBy(one => one.Kind is PaymentEventKind.DisputeWon).ThenBy(one => one.Id, StringComparer.Ordinal)
                    .ToArray(),
            };
    }

    // The first, should a provider ever tell of two: one order is paid once.
    private PaymentEvent? Captured() => Events.FirstOrDefault(told => told.Kind is PaymentEventKind.Captured);

    private PaymentEventKind? LastSwitch() =>
        Events.LastOrDefault(told => told.Kind is PaymentEventKind.RenewalOff or PaymentEventKind.RenewalOn or PaymentEventKind.RenewalFailed)?.Kind;

    // What is refunded stays so; a dispute ends when it is won.
    private (OrderState As, DateTimeOffset Since)? TakenBack(PaymentEvent payment)
    {
        var captured = Captured()?.Id;
        (OrderState As, DateTimeOffset Since)? taken = null;
        foreach (var told in Events.Where(told => (told.Of ?? captured) == payment.Id))
        {
            taken = told.Kind switch
            {
                PaymentEventKind.Refunded => (OrderState.Refunded, taken?.Since ?? told.At),
                PaymentEventKind.Disputed => taken ?? (OrderState.Disputed, told.At),
                PaymentEventKind.DisputeWon when taken is { As: OrderState.Disputed } => null,
                _ => taken,
            };
        }
        return taken;
    }
}
