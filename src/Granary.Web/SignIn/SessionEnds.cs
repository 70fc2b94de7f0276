using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Granary.Contracts;
using Microsoft.Extensions.Caching.Memory;

namespace Granary.Web.SignIn;

/// <summary>
/// Signing out takes the cookie from the browser, and not from whoever has a copy of it: each session has an id, and silos remember those that were ended. Here an
/// answer is good for some seconds, so that a page costs one question and not one for each of its requests.
/// </summary>
internal sealed partial class SessionEnds(IGrainFactory grains, IMemoryCache answers, TimeProvider time, ILogger<SessionEnds> logger)
{
    private const string IdClaim = "granary:session";

    // No cookie of a session lives longer.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);
    private static readonly TimeSpan AnswerLasts = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Gives a session an id.</summary>
    /// <param name="before">What it was, where it goes on as something else.</param>
    public static void Identify(ClaimsPrincipal principal, ClaimsPrincipal? before = null) =>
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(IdClaim, before?.FindFirstValue(IdClaim) ?? RandomNumberGenerator.GetHexString(32, lowercase: true)));

    /// <summary>Never throws: the browser's own session ends in any case.</summary>
    public async Task EndAsync(ClaimsPrincipal principal)
    {
        if (DigestOf(principal) is not { } session) return;

        try
        {
            await grains.EndedSessions(session).End(session, time.GetUtcNow() + Remembered).WaitAsync(Patience, time);
            Keep(session, true);
        }
        catch (Exception exception)
        {
            LogNotEnded(exception);
        }
    }

    /// <summary>Null where nobody could say.</summary>
    /// <param name="mustAsk">An older answer does not do.</param>
    public async Task<bool?> HasEndedAsync(ClaimsPrincipal principal, bool mustAsk)
    {
        if (DigestOf(principal) is not { } session) return false;
        if (!mustAsk && answers.TryGetValue((nameof(SessionEnds), session), out bool? known)) return known;

        try
        {
            return Keep(session, await grains.EndedSessions(session).HasEnded(session).WaitAsync(Patience, time));
        }
        catch (Exception exception)
        {
            LogUnanswered(exception);
            return Keep(session, null);
        }
    }

    private bool? Keep(string session, bool? hasEnded) => answers.Set((nameof(SessionEnds), session), hasEnded, AnswerLasts);

    private static string? DigestOf(ClaimsPrincipal principal) =>
        principal.FindFirstValue(IdClaim) is { } id ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id))) : null;

    [LoggerMessage(LogLevel.Warning, "Somebody has signed out while no silo could take note of it: a copy of the cookie, if there is one, is good until it expires")]
    private partial void LogNotEnded(Exception exception);

    [LoggerMessage(LogLevel.Warning, "No silo says whether a session was ended: pages go on, and nobody downloads")]
    private partial void LogUnanswered(Exception exception);
}
