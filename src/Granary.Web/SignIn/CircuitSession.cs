using Granary.Web.SignIn.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

/// <summary>An open page sends no requests that would show its session to anybody: it is looked at here, now and then. When it is not what it was, the page is loaded anew.</summary>
internal sealed class CircuitSession(SessionCheck check, IOptions<ProviderOptions> settings, ILoggerFactory loggers) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => settings.Value.CheckEvery;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await check.CheckAsync(authenticationState.User, mustAsk: false, cancellationToken) is SessionState.Good;
}
