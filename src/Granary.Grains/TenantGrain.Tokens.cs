using Granary.Contracts;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;

namespace Granary.Grains;

/// <summary>Who comes with a token is asked about here each time, so that a token that is revoked lets nobody in any more.</summary>
internal sealed partial class TenantGrain
{
    public async Task<TokenAnswer> CreateToken(Actor actor, TokenRequest request, string sha256)
    {
        var answer = await DecideAsync(await TermsAsync(), tenant => tenant.CreateToken(actor, request, sha256, Now), answer => answer is TokenAnswer.Created);
        if (answer is TokenAnswer.Created { Token: var token }) LogTokenCreated(Id, token.Number);
        return answer;
    }

    public async Task<bool> RevokeToken(Actor actor, TokenNumber token)
    {
        var isRevoked = await DecideAsync(await TermsAsync(), tenant => tenant.RevokeToken(actor, token, Now));
        if (isRevoked) LogTokenRevoked(Id, token);
        return isRevoked;
    }

    public Task<IReadOnlyList<ApiToken>> GetTokens() => Task.FromResult<IReadOnlyList<ApiToken>>(Tenant.Tokens.AsEnumerable().Reverse().ToArray());

    public async Task<ApiToken?> UseToken(string sha256)
    {
        if (Tenant.FindToken(sha256, Now) is not { } token)
        {
            // Anybody can make up tenants in a token: their grains do not stay.
            if (Tenant.Log.Last == 0) DeactivateOnIdle();
            return null;
        }
        if (token.IsUseNoted(Now)) return token;

        try
        {
            await DecideAsync(await TermsAsync(), tenant => tenant.UseToken(token.Number, Now));
        }
        catch (UnknownTenantException)
        {
            return null;
        }
        // Nobody is kept out because it could not be written down that they came.
        catch (Exception exception)
        {
            LogUseNotNoted(exception, Id, token.Number);
        }
        // Another process may have revoked it: then that was read with what it wrote.
        return Tenant.FindToken(sha256, Now);
    }

    [LoggerMessage(LogLevel.Information, "API token {Token} of {Tenant} was created")]
    private partial void LogTokenCreated(TenantId tenant, TokenNumber token);

    [LoggerMessage(LogLevel.Information, "API token {Token} of {Tenant} was revoked")]
    private partial void LogTokenRevoked(TenantId tenant, TokenNumber token);

    [LoggerMessage(LogLevel.Warning, "The use of API token {Token} of {Tenant} could not be noted")]
    private partial void LogUseNotNoted(Exception exception, TenantId tenant, TokenNumber token);
}
