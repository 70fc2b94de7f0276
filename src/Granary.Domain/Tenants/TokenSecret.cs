using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Granary.Domain.Tenants;

/// <summary>
/// An API token as its program sends it: <c>granary_</c>, the tenant's id and, after another <c>_</c>, 256 random bits, both in base64url.
/// The id says whom to ask; only the random bits let in. Not a record, so that it is never written by chance.
/// </summary>
public sealed class TokenSecret
{
    /// <summary>How every token begins, so that one that was lost somewhere is recognised.</summary>
    public const string Prefix = "granary_";

    private const int RandomBytes = 32;
    private const int LongestText = 256;
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly int RandomLength = Base64Url.GetEncodedLength(RandomBytes);

    private readonly string text;

    private TokenSecret(TenantId tenant, string text)
    {
        Tenant = tenant;
        this.text = text;
    }

    public TenantId Tenant { get; }

    public static TokenSecret Create(TenantId tenant) =>
        new(tenant, $"{Prefix}{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(tenant.ToString()))}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}");

    /// <summary>Says nothing about whether there is such a token.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TokenSecret? secret)
    {
        secret = null;
        if (text is not { Length: <= LongestText } || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;

        // The random bits may hold an underscore: their length is what says where they begin.
        var parts = text.AsSpan(Prefix.Length);
        var end = parts.Length - RandomLength - 1;
        if (end <= 0 || parts[end] != '_' || parts.ContainsAnyExcept(Characters) || !Base64Url.IsValid(parts[..end])) return false;
        if (!TenantId.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(parts[..end])), out var tenant)) return false;

        secret = new TokenSecret(tenant, text);
        return true;
    }

    /// <summary>The whole token: for whoever created it, once.</summary>
    public string Reveal() => text;

    /// <summary>What is stored of it, in lower-case hexadecimal. As it is random, it needs no salt and no slow hash.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    public override string ToString() => $"{Prefix}...";
}
