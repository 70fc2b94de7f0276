using System.Security.Claims;
using Granary.Web.SignIn.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

/// <summary>A session outlives what it was made from: whoever began it is asked whether it still holds.</summary>
internal sealed class SessionCheck(IOptions<DemoOptions> demo, IOptions<ProviderOptions> settings, Provider provider, SessionEnds ends)
{
    /// <param name="mustAsk">An older answer does not do.</param>
    public async Task<SessionState> CheckAsync(ClaimsPrincipal principal, bool mustAsk, CancellationToken cancellationToken)
    {
        if (Visitor.Of(principal) is not { } visitor) return new SessionState.Over();
        switch (await ends.HasEndedAsync(principal, mustAsk))
        {
            case true:
                return new SessionState.Over();
            case null when mustAsk:
                return new SessionState.Unanswered();
        }
        if (ProviderSession.Of(principal) is { } session)
            return settings.Value.IsOn ? await provider.CheckAsync(visitor, session, mustAsk, cancellationToken) : new SessionState.Over();

        // Taking a user off the list, or switching the demo off, ends the session.
        return demo.Value.Enabled && demo.Value.Users.Any(user => user.ToVisitor() == visitor) ? new SessionState.Good() : new SessionState.Over();
    }
}
