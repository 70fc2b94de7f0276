using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>Whoever issues JWTs that the server has been told to accept.</summary>
internal sealed class TestIssuer : IDisposable
{
    public const string Name = "https://issuer.example";
    public const string Audience = "granary";
    private const string Key = "k1";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Its public key, as a JSON Web Key Set.</summary>
    public string Keys()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", kid = Key, use = "sig", alg = "ES256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } } });
    }

    /// <param name="claims">Who it speaks for.</param>
    /// <param name="expiresIn">Negative for one that is over.</param>
    public string Issue(IReadOnlyDictionary<string, string> claims, TimeSpan expiresIn)
    {
        var expires = TimeProvider.System.GetUtcNow() + expiresIn;
        var payload = new Dictionary<string, object>(claims.ToDictionary(claim => claim.Key, claim => (object)claim.Value))
        {
            ["iss"] = Name,
            ["aud"] = Audience,
            ["nbf"] = (expires - TimeSpan.FromHours(12)).ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
        };
        var signed = $"{Encode(new { alg = "ES256", typ = "JWT", kid = Key })}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => key.Dispose();

    private static string Encode<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
