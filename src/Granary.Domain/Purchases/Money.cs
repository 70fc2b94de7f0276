using System.Globalization;

namespace Granary.Domain.Purchases;

/// <summary>An amount in one currency.</summary>
/// <param name="Currency">ISO 4217, such as <c>EUR</c>.</param>
[GenerateSerializer, Immutable, Alias("granary.Money")]
public readonly record struct Money([property: Id(0)] decimal Amount, [property: Id(1)] string Currency)
{
    public Money Times(int count) => this with { Amount = Amount * count };

    /// <exception cref="ArgumentException">The other amount is of another currency.</exception>
    public Money Plus(Money other) => other.Currency == Currency
        ? this with { Amount = Amount + other.Amount }
        : throw new ArgumentException($"{other} cannot be added to {this}: the currencies differ.", nameof(other));

    /// <summary>Written <c>14.97 EUR</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");
}
