using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// The tenant's grain, for programs that want in. Whoever calls has checked that the actor may manage the tenant's tokens,
/// except where a method says otherwise. The tokens themselves never come here: only their digests do. Methods that change something
/// throw <see cref="UnknownTenantException"/> when the SaaS has no such tenant.
/// </summary>
[Alias("granary.ITenantTokens")]
public interface ITenantTokens : IGrainOfTenant
{
    /// <summary>Lets a program in. Where the actor is a token, the new one may do no more, and no longer, than that one.</summary>
    /// <param name="sha256">Of a <see cref="TokenSecret"/> that was made for this tenant.</param>
    [Alias("CreateToken")]
    Task<TokenAnswer> CreateToken(Actor actor, TokenRequest request, string sha256);

    /// <summary>From now on a token lets nobody in, nor do those that were created with it. False when there is no such token, or it was revoked before.</summary>
    [Alias("RevokeToken")]
    Task<bool> RevokeToken(Actor actor, TokenNumber token);

    /// <summary>Newest first, with those that expired or were revoked lately.</summary>
    [Alias("GetTokens"), Idempotent]
    Task<IReadOnlyList<ApiToken>> GetTokens();

    /// <summary>The valid token of that digest, whose use is noted once an hour; null when there is none, or no such tenant when it is noted. For every caller: this is how one proves to be a program of the tenant.</summary>
    [Alias("UseToken"), Idempotent]
    Task<ApiToken?> UseToken(string sha256);
}
