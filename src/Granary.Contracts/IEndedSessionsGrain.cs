namespace Granary.Contracts;

/// <summary>
/// Remembers which sessions their people have ended, for as long as a copy of the cookie could still be shown. Sessions are spread over 256 such
/// grains. Key: the first two digits of the session's digest.
/// </summary>
[Alias("granary.IEndedSessionsGrain")]
public interface IEndedSessionsGrain : IGrainWithStringKey
{
    /// <summary>Once this has returned the session has ended. Doing it again changes nothing but how long it is remembered.</summary>
    /// <param name="session">The SHA-256 of its id, in lower-case hexadecimal digits.</param>
    /// <param name="until">When it may be forgotten: from then on no cookie of it is taken anyway.</param>
    [Alias("End"), Idempotent]
    Task End(string session, DateTimeOffset until);

    /// <param name="session">As for <see cref="End"/>.</param>
    [Alias("HasEnded"), Idempotent]
    Task<bool> HasEnded(string session);
}
