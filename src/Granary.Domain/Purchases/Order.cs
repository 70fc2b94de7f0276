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

    /// <summary>The edition that the SaaS said the tenant had: a bought edition holds for as long as it goes on saying so.</summary>
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

    public Money Total() => Lines.Select(line => line.Amount()).Aggregate((sum, amount) => sum.Plus(amount));

    public int Units() => Lines.Where(line => line.Item is OrderItem.Unit).Sum(line => line.Quantity);

    public bool IsWeekly() => Lines.Any(line => line.Item is OrderItem.WeeklySubscription);

    public string? Edition() => Lines.FirstOrDefault(line => line.Item is OrderItem.Edition)?.Edition;

    public OrderState State()
    {
        if (Captured() is { } captured)
            return Reversal(captured) switch
            {
                PaymentEventKind.Refunded => OrderState.Refunded,
                PaymentEventKind.Disputed => OrderState.Disputed,
                _ => OrderState.Captured,
            };
        if (Events.Any(told => told.Kind is PaymentEventKind.Failed)) return OrderState.Failed;
        if (Events.Any(told => told.Kind is PaymentEventKind.Cancelled)) return OrderState.Cancelled;
        return Payment is null ? OrderState.Created : OrderState.Pending;
    }

    public bool IsOpen() => State() is OrderState.Created or OrderState.Pending;

    /// <summary>True exactly while its payment is captured and not taken back.</summary>
    public bool IsEntitled() => State() is OrderState.Captured;

    public DateTimeOffset? CapturedAt() => Captured()?.At;

    /// <summary>The weekly subscription as this order pays for it.</summary>
    public WeeklySubscription Subscription()
    {
        var paid = WeeklySubscription.None;
        foreach (var payment in Events.Where(told => told is { Kind: PaymentEventKind.Captured or PaymentEventKind.Renewed, Period: not null }))
        {
            var end = Reversal(payment) is null ? payment.Period!.End : Min(payment.Period!.End, ReversedAt(payment));
            if (end > payment.Period.Start) paid = paid.Paid(payment.Period.Start, end);
        }
        return Renews() ? paid.Renewing() : paid;
    }

    /// <summary>True while another month will follow the last one.</summary>
    public bool Renews() => IsWeekly() && IsEntitled() &&
        Events.LastOrDefault(told => told.Kind is PaymentEventKind.RenewalOff or PaymentEventKind.RenewalOn or PaymentEventKind.RenewalFailed) is null or { Kind: PaymentEventKind.RenewalOn };

    /// <summary>Takes in what a provider tells. The same order when nothing of it is new.</summary>
    public Order Learn(IEnumerable<PaymentEvent> told)
    {
        var known = Events.Select(old => old.Id).ToHashSet();
        var news = told.DistinctBy(one => one.Id).Where(one => !known.Contains(one.Id)).ToList();
        return news.Count == 0
            ? this
            : this with { Events = Events.Concat(news).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).ToArray() };
    }

    // The first, should a provider ever tell of two: one order is paid once.
    private PaymentEvent? Captured() => Events.FirstOrDefault(told => told.Kind is PaymentEventKind.Captured);

    private IEnumerable<PaymentEvent> ReversalsOf(PaymentEvent payment) =>
        Events.Where(told => told.Kind is PaymentEventKind.Refunded or PaymentEventKind.Disputed or PaymentEventKind.DisputeWon &&
                             (told.Of ?? Captured()?.Id) == payment.Id);

    private PaymentEventKind? Reversal(PaymentEvent payment)
    {
        var reversals = ReversalsOf(payment).ToList();
        if (reversals.Exists(told => told.Kind is PaymentEventKind.Refunded)) return PaymentEventKind.Refunded;
        return reversals is [.., { Kind: PaymentEventKind.Disputed }] ? PaymentEventKind.Disputed : null;
    }

    private DateTimeOffset ReversedAt(PaymentEvent payment) =>
        ReversalsOf(payment).Where(told => told.Kind is not PaymentEventKind.DisputeWon).Min(told => told.At);

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
