using System.Text.Json.Serialization;

namespace Granary.Web.Api.Tokens;

/// <summary>A token that is wanted.</summary>
/// <param name="Name">What it is for: 1 to 100 characters.</param>
/// <param name="Scopes">What it may do: <c>backups:read</c>, <c>backups:write</c>, <c>schedule:read</c> and so on; one at least.</param>
/// <param name="ExpiresAt">366 days ahead at most; as late as is allowed where none is given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewTokenRequest(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null);
