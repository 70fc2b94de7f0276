namespace Granary.Domain.Tenants;

/// <summary>An API token that somebody wants.</summary>
/// <param name="Name">1 to <see cref="LongestName"/> characters, what it is for.</param>
/// <param name="Scopes">One at least.</param>
/// <param name="ExpiresAt">In the future, at most <see cref="LongestLife"/> ahead; null for the latest that is allowed.</param>
[GenerateSerializer, Immutable, Alias("granary.TokenRequest")]
public sealed record TokenRequest(
    [property: Id(0)] string Name,
    [property: Id(1)] IReadOnlyList<ApiScope> Scopes,
    [property: Id(2)] DateTimeOffset? ExpiresAt)
{
    public const int LongestName = 100;

    /// <summary>366 days: a year, whichever it is.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);
}
