using System.Text.Encodings.Web;
using Granary.Contracts;
using Granary.Domain.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

/// <summary>Lets programs in by their API token. The tenant is asked each time, and when it does not answer nobody is let in.</summary>
internal sealed partial class ApiTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IGrainFactory grains)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private readonly ILogger<ApiTokenHandler> logger = loggers.CreateLogger<ApiTokenHandler>();
    private bool isUnanswered;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Schemes.CredentialOf(Request) is not { } credential) return AuthenticateResult.NoResult();
        if (!TokenSecret.TryParse(credential, out var secret)) return AuthenticateResult.Fail("This is no API token.");

        try
        {
            // On nobody's behalf yet: whose program it is shows here.
            using var caller = Caller.Granary.Enter();
            if (await grains.Tokens(secret.Tenant).UseToken(secret.Sha256()) is { } token)
                return AuthenticateResult.Success(new AuthenticationTicket(Visitor.Of(secret.Tenant, token).ToPrincipal(Scheme.Name), Scheme.Name));
        }
        catch (Exception exception)
        {
            isUnanswered = true;
            LogUnanswered(exception, secret.Tenant);
            return AuthenticateResult.Fail("The tenant does not answer.");
        }
        LogRefused(secret.Tenant);
        return AuthenticateResult.Fail("There is no such token, or it has expired or was revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (isUnanswered)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers.WWWAuthenticate = Schemes.CredentialOf(Request) is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        }
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "A program was refused: {Tenant} has no such valid API token")]
    private partial void LogRefused(TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "A program could not be let in: {Tenant} does not answer")]
    private partial void LogUnanswered(Exception exception, TenantId tenant);
}
