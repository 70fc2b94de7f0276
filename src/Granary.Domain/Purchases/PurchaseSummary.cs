using System.Globalization;

namespace Granary.Domain.Purchases;

/// <summary>What an order bought and for how much, short enough for the log: <c>14.97 EUR;units=3;weekly;edition=Ultimate</c>.</summary>
public sealed record PurchaseSummary(Money Total, int Units, bool Weekly, string? Edition)
{
    private const string UnitsMark = "units=";
    private const string WeeklyMark = "weekly";
    private const string EditionMark = ";edition=";

    public static PurchaseSummary Of(Order order) => new(order.Total(), order.Units(), order.IsWeekly(), order.Edition());

    /// <summary>Of one of its payments: a renewal is for the subscription alone.</summary>
    public static PurchaseSummary Of(Order order, PaymentEvent payment) => payment.Kind is PaymentEventKind.Renewed
        ? Of(order with { Lines = order.Lines.Where(line => line.Item is OrderItem.WeeklySubscription).ToArray() })
        : Of(order);

    /// <exception cref="FormatException">It is not what <see cref="ToString"/> writes.</exception>
    public static PurchaseSummary Parse(string text)
    {
        // The edition comes last, under whatever name it is configured.
        var (rest, edition) = text.IndexOf(EditionMark, StringComparison.Ordinal) is var mark and >= 0 ? (text[..mark], text[(mark + EditionMark.Length)..]) : (text, null);
        var parts = rest.Split(';');
        if (parts[0].Split(' ') is not [var amount, var currency]) throw new FormatException($"'{text}' is no summary of a purchase.");
        var units = parts.FirstOrDefault(part => part.StartsWith(UnitsMark, StringComparison.Ordinal))?[UnitsMark.Length..];
        return new PurchaseSummary(
            new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency), int.Parse(units ?? "0", CultureInfo.InvariantCulture), parts.Contains(WeeklyMark), edition);
    }

    public override string ToString() => string.Join(';', new[]
    {
        Total.ToString(),
        Units > 0 ? $"{UnitsMark}{Units.ToString(CultureInfo.InvariantCulture)}" : null,
        Weekly ? WeeklyMark : null,
    }.OfType<string>()) + (Edition is null ? null : EditionMark + Edition);
}
