using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Granary.Adapters.Payments;

/// <summary>Whether a message is Stripe's and of now: <c>t=1764000000,v1=5257a8...</c>, where v1 is the HMAC of the time, a dot and the body.</summary>
internal static class MessageSignature
{
    /// <summary>An older message may be one that somebody kept, to send it again.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>Never throws, whatever it is given. While a secret is being replaced Stripe signs with both: one that fits is enough.</summary>
    public static bool Proves(ReadOnlySpan<byte> body, string? signature, string secret, DateTimeOffset now)
    {
        var parts = (signature ?? "").Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2).ToList();
        if (parts.Find(part => part[0] == "t")?[1] is not { } written ||
            !long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ||
            Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds) return false;

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.ASCII.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes($"{written}."));
        hmac.AppendData(body);
        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.GetHashAndReset()));
        return parts.Exists(part => part[0] == "v1" && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(part[1]), expected));
    }
}
