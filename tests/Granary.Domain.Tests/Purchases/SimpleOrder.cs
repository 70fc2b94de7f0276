using Granary.Domain.Purchases;

namespace Granary.Domain.Tests.Purchases;

/// <summary>An order of the plain model: everything that is known of it, and every answer worked out from that anew.</summary>
internal sealed class SimpleOrder(OrderNumber number, Basket basket)
{
    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;
    private readonly Dictionary<string, PaymentEvent> known = [];

    public OrderNumber Number { get; } = number;

    public Basket Basket { get; } = basket;

    /// <summary>Which word of the SaaS was in force when it became known to be paid; null before.</summary>
    public int? PaidUnderWord { get; private set; }

    public bool IsPaid => Capture is not null;

    public bool IsEntitled => Capture is { } capture && !IsTakenBack(capture, Never);

    public DateTimeOffset PaidAt => Capture!.At;

    public void Learn(IEnumerable<PaymentEvent> told, int word)
    {
        foreach (var one in told) known.TryAdd(one.Id, one);
        if (IsPaid) PaidUnderWord ??= word;
    }

    /// <summary>By the definition: some paid month holds the instant, and that month is not taken back then and ever since.</summary>
    public bool Covers(DateTimeOffset at) => Basket.Weekly && known.Values
        .Where(one => one == Capture || one.Kind is PaymentEventKind.Renewed)
        .Where(one => one.Period is { } period && period.Start <= at && at < period.End)
        .Any(payment => known.Values.Select(one => one.At).Where(later => later > at).Append(at).Any(moment => !IsTakenBack(payment, moment)));

    private PaymentEvent? Capture => known.Values.Where(one => one.Kind is PaymentEventKind.Captured).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).FirstOrDefault();

    private bool IsTakenBack(PaymentEvent payment, DateTimeOffset asOf)
    {
        var about = known.Values.Where(one => one.At <= asOf && (one.Of == payment.Id || (one.Of is null && payment == Capture))).ToList();
        if (about.Exists(one => one.Kind is PaymentEventKind.Refunded)) return true;
        var disputed = about.Where(one => one.Kind is PaymentEventKind.Disputed).Max(one => (DateTimeOffset?)one.At);
        var won = about.Where(one => one.Kind is PaymentEventKind.DisputeWon).Max(one => (DateTimeOffset?)one.At);
        return disputed is not null && (won is null || won < disputed);
    }
}
