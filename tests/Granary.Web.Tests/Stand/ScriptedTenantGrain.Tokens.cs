using Granary.Contracts;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

internal sealed partial class ScriptedTenantGrain : ITenantTokens
{
    public Task<TokenAnswer> CreateToken(Actor actor, TokenRequest request, string sha256) =>
        ChangeAsync(own => own.Tenant.CreateToken(actor, request, sha256, Now));

    public Task<bool> RevokeToken(Actor actor, TokenNumber token) => ChangeAsync(own => own.Tenant.RevokeToken(actor, token, Now));

    public Task<IReadOnlyList<ApiToken>> GetTokens() => Task.FromResult<IReadOnlyList<ApiToken>>(Tenant.Tokens.AsEnumerable().Reverse().ToArray());

    // Also of tenants that no test has put there: anybody may say anything in a token.
    public Task<ApiToken?> UseToken(string sha256)
    {
        if (!script.Tenants.TryGetValue(GrainKeys.TenantOf(this.GetPrimaryKeyString()), out var own)) return Task.FromResult<ApiToken?>(null);
        if (own.Outage is not null) throw own.Outage;

        var token = own.Tenant.FindToken(sha256, Now);
        if (token is not null) own.Tenant.UseToken(token.Number, Now);
        return Task.FromResult(token);
    }
}
