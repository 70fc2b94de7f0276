using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Granary.Domain.Tenants;

namespace Granary.Domain.Purchases;

/// <summary>Numbers an order within its tenant, as <see cref="Backups.BackupId"/> does a backup: never used twice, not even after an older state was restored.</summary>
[GenerateSerializer, Immutable, Alias("granary.OrderNumber")]
public readonly record struct OrderNumber([property: Id(0)] long Value) : IComparable<OrderNumber>
{
    /// <summary>The number of an order placed at <paramref name="now"/>: its microsecond, or one more than the last where the clock did not move on.</summary>
    public static OrderNumber Next(OrderNumber last, DateTimeOffset now) => new(TenantNumber.Next(last.Value, now));

    public static bool TryParse([NotNullWhen(true)] string? text, out OrderNumber number)
    {
        var parsed = TenantNumber.TryParse(text, out var value);
        number = new OrderNumber(value);
        return parsed;
    }

    public int CompareTo(OrderNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
