using System.Globalization;
using Granary.Domain.Purchases;

namespace Granary.Adapters.Payments;

/// <summary>The renewal was switched off or on, or failed.</summary>
/// <param name="At">In seconds since 1970, as Stripe counts.</param>
internal sealed record RenewalChange(PaymentEventKind Kind, long At)
{
    private const string Signs = "-+!";

    private static readonly PaymentEventKind[] Kinds = [PaymentEventKind.RenewalOff, PaymentEventKind.RenewalOn, PaymentEventKind.RenewalFailed];

    /// <summary>Null when it is none.</summary>
    public static RenewalChange? Parse(string text) =>
        text.Length > 1 && Signs.IndexOf(text[0], StringComparison.Ordinal) is >= 0 and var sign &&
        long.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new RenewalChange(Kinds[sign], at)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Signs[Array.IndexOf(Kinds, Kind)]}{At}");
}
