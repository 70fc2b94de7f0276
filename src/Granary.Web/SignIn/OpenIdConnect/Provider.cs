using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn.OpenIdConnect;

/// <summary>The provider itself, asked whether what it said when a session began still holds.</summary>
internal sealed partial class Provider(
    IOptions<ProviderOptions> settings, IOptionsMonitor<OpenIdConnectOptions> handlers, IMemoryCache answers, TimeProvider time, ILogger<Provider> logger)
{
    // Who has just come from the provider is not asked about again: a provider whose access tokens are good for nothing would be asked for ever.
    private static readonly TimeSpan JustBegun = TimeSpan.FromSeconds(5);

    private OpenIdConnectOptions Handler => handlers.Get(ProviderSetup.Scheme);

    /// <param name="mustAsk">An older answer does not do.</param>
    public async Task<SessionState> CheckAsync(Visitor visitor, ProviderSession session, bool mustAsk, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now >= session.Since + settings.Value.SessionLifetime) return new SessionState.Stale();
        if (session.AccessToken is not { } token || now < session.Since + JustBegun) return new SessionState.Good();
        if (now >= session.AccessUntil) return new SessionState.Stale();

        return await AnswerAsync(token, mustAsk, cancellationToken) switch
        {
            null => mustAsk ? new SessionState.Unanswered() : new SessionState.Good(),
            { IsSignedIn: false } => new SessionState.Over(),
            { Claims: { } claims } when session.TellsProfile => StateOf(visitor, ClaimReader.VisitorOf(claims, settings.Value.Claims, visitor)),
            _ => new SessionState.Good(),
        };
    }

    /// <summary>Whether people can sign out there too.</summary>
    public async Task<bool> SignsOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Handler.ConfigurationManager!.GetConfigurationAsync(cancellationToken)).EndSessionEndpoint is { Length: > 0 };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogUnanswered(exception);
            return false;
        }
    }

    private static SessionState StateOf(Visitor before, Visitor? now) =>
        now is null || now.Id != before.Id ? new SessionState.Over() : now == before ? new SessionState.Good() : new SessionState.Changed(now);

    // What was answered, and that nothing was, is good for a while: a provider that is slow is not asked by every request.
    private async Task<Answer?> AnswerAsync(string token, bool mustAsk, CancellationToken cancellationToken)
    {
        var key = (nameof(Provider), Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()))));
        if (!mustAsk && answers.TryGetValue(key, out Answer? known)) return known;

        return answers.Set(key, await AskAsync(token, cancellationToken), settings.Value.CheckEvery);
    }

    private async Task<Answer?> AskAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            var handler = Handler;
            var configuration = await handler.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Get, configuration.UserInfoEndpoint);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await handler.Backchannel.SendAsync(request, cancellationToken);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return new Answer(IsSignedIn: false, Claims: null);

            response.EnsureSuccessStatusCode();
            // A signed answer says no more than a plain one over the same connection, and few providers give it.
            if (response.Content.Headers.ContentType?.MediaType is not "application/json") return new Answer(IsSignedIn: true, Claims: null);

            using var claims = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return new Answer(IsSignedIn: true, ClaimReader.Read(claims.RootElement));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnanswered(exception);
            return null;
        }
    }

    private sealed record Answer(bool IsSignedIn, ILookup<string, string>? Claims);

    [LoggerMessage(LogLevel.Warning, "The identity provider does not answer: sessions cannot be checked, and nobody who signs in by it can download")]
    private partial void LogUnanswered(Exception exception);
}
