using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Granary.Domain.Tenants;

/// <summary>The programs that the tenant lets in.</summary>
public sealed partial class Tenant
{
    /// <summary>So many valid tokens there may be.</summary>
    public const int MostTokens = 100;

    /// <summary>So many expired and revoked ones are remembered.</summary>
    public const int KeptTokens = 50;

    /// <summary>Oldest first.</summary>
    public List<ApiToken> Tokens { get; init; } = [];

    /// <summary>The newest number, also when its token is not remembered any more.</summary>
    public TokenNumber LastToken { get; set; }

    /// <summary>Lets a program in. Where a token asks, the new one may do no more, and no longer, than that one.</summary>
    /// <param name="sha256">Of a <see cref="TokenSecret"/> that was made for this tenant.</param>
    public TokenAnswer CreateToken(Actor actor, TokenRequest request, string sha256, DateTimeOffset now)
    {
        var own = actor.Kind is ActorKind.Token ? Tokens.Find(token => token.ToActor() == actor && token.IsValid(now)) : null;
        var latest = now + TokenRequest.LongestLife;
        var expiresAt = request.ExpiresAt ?? (own?.ExpiresAt < latest ? own.ExpiresAt : latest);
        if (Refuse(request, expiresAt, now) is { } reason) return new TokenAnswer.Refused(reason);
        if (actor.Kind is ActorKind.Token && !(own is not null && expiresAt <= own.ExpiresAt && request.Scopes.All(own.Scopes.Contains)))
            return new TokenAnswer.Refused(TokenRefusal.MoreThanOwn);

        LastToken = TokenNumber.Next(LastToken, now);
        var token = new ApiToken
        {
            Number = LastToken,
            Name = request.Name.Trim(),
            Scopes = request.Scopes.Distinct().Order().ToArray(),
            Sha256 = sha256,
            CreatedBy = actor,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        Tokens.Add(token);
        foreach (var old in Tokens.Where(old => !old.IsValid(now)).SkipLast(KeptTokens).ToList()) Tokens.Remove(old);
        Log.Record(now, LogEvent.TokenCreated, actor, detail: token.Name);
        return new TokenAnswer.Created(token);
    }

    /// <summary>
    /// From now on a token lets nobody in, and neither do those that were created with it: whoever it leaked to may have made them.
    /// False when there is no such token, or it was revoked before.
    /// </summary>
    public bool RevokeToken(Actor actor, TokenNumber number, DateTimeOffset now)
    {
        if (Tokens.Find(token => token.Number == number) is not { RevokedAt: null } token) return false;

        foreach (var revoked in DescendantsOf(token).Where(descendant => descendant.IsValid(now)).Prepend(token))
        {
            Replace(revoked with { RevokedAt = now });
            Log.Record(now, LogEvent.TokenRevoked, actor, detail: revoked.Name);
        }
        return true;
    }

    /// <summary>The valid token of that digest; null when there is none. Changes nothing.</summary>
    public ApiToken? FindToken(string sha256, DateTimeOffset now)
    {
        var wanted = Encoding.ASCII.GetBytes(sha256);
        return Tokens.Find(token => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token.Sha256), wanted) && token.IsValid(now));
    }

    /// <summary>A program has come in with it. False when that was noted a short while ago.</summary>
    public bool UseToken(TokenNumber number, DateTimeOffset now)
    {
        if (Tokens.Find(token => token.Number == number) is not { } token || token.IsUseNoted(now)) return false;

        Replace(token with { LastUsedAt = now });
        return true;
    }

    private TokenRefusal? Refuse(TokenRequest request, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        if (!IsName(request.Name)) return TokenRefusal.WrongName;
        if (request.Scopes.Count == 0 || !request.Scopes.All(Enum.IsDefined)) return TokenRefusal.NoScope;
        if (expiresAt <= now || expiresAt > now + TokenRequest.LongestLife) return TokenRefusal.WrongExpiry;
        return Tokens.Count(token => token.IsValid(now)) < MostTokens ? null : TokenRefusal.TooMany;
    }

    // Oldest first, as they were created, so that each comes after the one that created it.
    private List<ApiToken> DescendantsOf(ApiToken ancestor)
    {
        var family = new List<ApiToken> { ancestor };
        foreach (var token in Tokens)
            if (token.CreatedBy.Kind is ActorKind.Token && family.Exists(member => member.ToActor().Id == token.CreatedBy.Id)) family.Add(token);
        return family[1..];
    }

    // Names are read by people, in logs too: no line breaks, nothing invisible that turns the text around.
    private static bool IsName(string name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= TokenRequest.LongestName &&
        !name.Any(c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    private void Replace(ApiToken token) => Tokens[Tokens.FindIndex(t => t.Number == token.Number)] = token;
}
