using System.Globalization;
using Granary.Web.Edge;
using Granary.Web.SignIn.Jwt;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Granary.Web.SignIn.OpenIdConnect;

/// <summary>How people come in by the provider: authorization code with PKCE, and a session of our own for who they are.</summary>
internal sealed partial class ProviderSetup(
    IOptions<ProviderOptions> settings, IOptions<EdgeOptions> edge, IHostEnvironment environment, TimeProvider time, ILogger<ProviderSetup> logger)
    : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public const string Scheme = "provider";

    // Its own limit is the one that counts; until this one, whoever comes back passes by the provider without being asked to.
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly object UserInfo = new();

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name == Scheme) Configure(options);
    }

    public void Configure(OpenIdConnectOptions options)
    {
        var given = settings.Value;
        options.Authority = given.Authority;
        options.RequireHttpsMetadata = !Authority.IsLocal(given.Authority!, environment);
        options.ClientId = given.ClientId;
        options.ClientSecret = given.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // A form from another site would come without the cookies that prove where this began.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.Scope.Clear();
        foreach (var scope in given.ScopeValues) options.Scope.Add(scope);

        options.SignInScheme = Session.Scheme;
        options.SignOutScheme = Session.Scheme;
        options.CallbackPath = "/sign-in/callback";
        options.SignedOutCallbackPath = "/sign-out/callback";
        options.SignedOutRedirectUri = SignInEndpoints.Page;
        options.RemoteSignOutPath = PathString.Empty;
        options.AccessDeniedPath = SignInEndpoints.Page;
        options.ReturnUrlParameter = SignInEndpoints.ReturnUrl;
        CookieRules.Apply(options.NonceCookie, "granary.nonce.", environment, edge.Value);
        CookieRules.Apply(options.CorrelationCookie, "granary.correlation.", environment, edge.Value);

        options.MapInboundClaims = false;
        options.ClaimActions.Clear();
        options.GetClaimsFromUserInfoEndpoint = true;
        options.SaveTokens = true;
        options.TokenValidationParameters.ValidAlgorithms = JwtSetup.Algorithms;
        options.BackchannelTimeout = Patience;

        options.Events.OnUserInformationReceived = context =>
        {
            context.HttpContext.Items[UserInfo] = ClaimReader.Read(context.User.RootElement);
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = Begin;
        options.Events.OnRemoteFailure = context =>
        {
            LogFailed(context.Failure);
            context.HandleResponse();
            context.Response.Redirect(SignInEndpoints.Failed);
            return Task.CompletedTask;
        };
    }

    private Task Begin(TicketReceivedContext context)
    {
        var claims = settings.Value.Claims;
        var told = context.HttpContext.Items[UserInfo] as ILookup<string, string>;
        var visitor = ClaimReader.VisitorOf(Merge(ClaimReader.Read(context.Principal!), told), claims);
        if (visitor is null)
        {
            LogNobody(context.Principal!.FindFirst(claims.Id)?.Value);
            context.HandleResponse();
            context.Response.Redirect(SignInEndpoints.Nobody);
            return Task.CompletedTask;
        }

        var (now, properties) = (time.GetUtcNow(), context.Properties!);
        var isAccessLimited = DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var until);
        var session = new ProviderSession(
            now,
            told is null ? null : properties.GetTokenValue(OpenIdConnectParameterNames.AccessToken),
            isAccessLimited ? until : DateTimeOffset.MaxValue,
            told?.Contains(claims.Profile) is true);
        context.Principal = session.ToPrincipal(visitor);
        // Of the tokens only the one with which to sign out again.
        properties.StoreTokens([new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = properties.GetTokenValue(OpenIdConnectParameterNames.IdToken)! }]);
        (properties.IsPersistent, properties.AllowRefresh, properties.ExpiresUtc) = (false, false, now + CookieLifetime);
        return Task.CompletedTask;
    }

    private static ILookup<string, string> Merge(ILookup<string, string> token, ILookup<string, string>? told) => told is null
        ? token
        : told.Concat(token.Where(claim => !told.Contains(claim.Key)))
            .SelectMany(claim => claim, (claim, value) => (claim.Key, value))
            .ToLookup(claim => claim.Key, claim => claim.value, StringComparer.Ordinal);

    [LoggerMessage(LogLevel.Warning, "Somebody could not sign in by the identity provider")]
    private partial void LogFailed(Exception? exception);

    [LoggerMessage(LogLevel.Warning, "{Subject} has signed in at the identity provider, but their claims name no tenant and no operator, or both")]
    private partial void LogNobody(string? subject);
}
