using Granary.Domain.Purchases;

namespace Granary.Adapters.Payments;

/// <summary>
/// How the renewal of a subscription was switched, oldest first. Stripe tells only how it stands now, so this is kept in
/// the subscription's metadata: <c>-1764000000 +1764000100</c>. A value: each step gives the next one.
/// </summary>
internal sealed record RenewalJournal(IReadOnlyList<RenewalChange> Changes)
{
    /// <summary>Of the entry in Stripe's metadata.</summary>
    public const string Name = "granary_renewal";

    // Stripe takes 500 characters. What falls off at the beginning was told long ago.
    private const int MostChanges = 40;

    /// <summary>Whatever somebody may have written there: what is no change is passed over.</summary>
    public static RenewalJournal Parse(string? text) => new((text ?? "").Split(' ').Select(RenewalChange.Parse).OfType<RenewalChange>().ToArray());

    /// <summary>How it stands now. The same journal when that is how it stood.</summary>
    public RenewalJournal With(PaymentEventKind kind, DateTimeOffset at)
    {
        var last = Changes.Count == 0 ? null : Changes[^1];
        if (kind == (last?.Kind ?? PaymentEventKind.RenewalOn)) return this;

        // Never before the last one: they are read in the order in which they happened.
        var change = new RenewalChange(kind, Math.Max(at.ToUnixTimeSeconds(), last?.At + 1 ?? 0));
        return new(Changes.Append(change).TakeLast(MostChanges).ToArray());
    }

    public IEnumerable<PaymentEvent> Events(string subscription) =>
        Changes.Select(change => new PaymentEvent($"{subscription}{change}", change.Kind, DateTimeOffset.FromUnixTimeSeconds(change.At)));

    public override string ToString() => string.Join(' ', Changes);
}
