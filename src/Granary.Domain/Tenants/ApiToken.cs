namespace Granary.Domain.Tenants;

/// <summary>What lets a program in, in the place of a person. The token itself is known to whoever keeps it and to nobody here. A value: each step gives the next one.</summary>
[GenerateSerializer, Immutable, Alias("granary.ApiToken")]
public sealed record ApiToken
{
    /// <summary>A token that is in use is not noted more often than that.</summary>
    public static readonly TimeSpan NoteUseEvery = TimeSpan.FromHours(1);

    [Id(0)] public required TokenNumber Number { get; init; }

    /// <summary>Given by whoever created it; what the log calls the program.</summary>
    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required IReadOnlyList<ApiScope> Scopes { get; init; }

    /// <summary>Of the <see cref="TokenSecret"/>.</summary>
    [Id(3)] public required string Sha256 { get; init; }

    [Id(4)] public required Actor CreatedBy { get; init; }

    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on it lets nobody in.</summary>
    [Id(6)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To the hour; null before the first time.</summary>
    [Id(7)] public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Null unless somebody has taken it back.</summary>
    [Id(8)] public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>What its program does is done by.</summary>
    public Actor ToActor() => new(ActorKind.Token, Number.ToString(), Name);

    /// <summary>Its use was noted a short while ago.</summary>
    public bool IsUseNoted(DateTimeOffset now) => now < LastUsedAt + NoteUseEvery;

    public bool IsValid(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}
