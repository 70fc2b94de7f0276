using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Granary.Domain.Tenants;

namespace Granary.Domain.Backups;

/// <summary>Numbers a backup within its tenant: positive, growing with time, and below 2^53 so that any JSON reader keeps it whole.</summary>
[GenerateSerializer, Immutable, Alias("granary.BackupId")]
public readonly record struct BackupId([property: Id(0)] long Value) : IComparable<BackupId>
{
    /// <summary>The id of a backup asked for at <paramref name="now"/>: its microsecond, or one more than the last where the clock did not move on.</summary>
    public static BackupId Next(BackupId last, DateTimeOffset now) => new(TenantNumber.Next(last.Value, now));

    public static bool TryParse([NotNullWhen(true)] string? text, out BackupId id)
    {
        var parsed = TenantNumber.TryParse(text, out var value);
        id = new BackupId(value);
        return parsed;
    }

    public int CompareTo(BackupId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(BackupId left, BackupId right) => left.Value < right.Value;

    public static bool operator >(BackupId left, BackupId right) => left.Value > right.Value;

    public static bool operator <=(BackupId left, BackupId right) => left.Value <= right.Value;

    public static bool operator >=(BackupId left, BackupId right) => left.Value >= right.Value;
}
