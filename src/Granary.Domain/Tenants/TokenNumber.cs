using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Granary.Domain.Tenants;

/// <summary>Numbers an API token within its tenant, as <see cref="Backups.BackupId"/> does a backup. It is no secret.</summary>
[GenerateSerializer, Immutable, Alias("granary.TokenNumber")]
public readonly record struct TokenNumber([property: Id(0)] long Value)
{
    /// <summary>The number of a token created at <paramref name="now"/>: its microsecond, or one more than the last where the clock did not move on.</summary>
    public static TokenNumber Next(TokenNumber last, DateTimeOffset now) => new(TenantNumber.Next(last.Value, now));

    public static bool TryParse([NotNullWhen(true)] string? text, out TokenNumber number)
    {
        var parsed = TenantNumber.TryParse(text, out var value);
        number = new TokenNumber(value);
        return parsed;
    }

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
