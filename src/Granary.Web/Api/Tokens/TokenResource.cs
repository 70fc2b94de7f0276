using Granary.Domain.Tenants;

namespace Granary.Web.Api.Tokens;

/// <summary>An API token, without its secret.</summary>
/// <param name="Id">Its number, as text.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedBy">Who created it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">From then on it lets nobody in.</param>
/// <param name="LastUsedAt">To the hour; null before the first time.</param>
/// <param name="RevokedAt">Null unless somebody has taken it back.</param>
internal sealed record TokenResource(
    string Id,
    string Name,
    IReadOnlyList<string> Scopes,
    ActorResource CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt)
{
    public static TokenResource Of(ApiToken token) => new(
        token.Number.ToString(), token.Name, [.. token.Scopes.Select(ApiScopes.NameOf)], ActorResource.Of(token.CreatedBy), token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.RevokedAt);
}
