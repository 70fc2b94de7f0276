using Microsoft.IdentityModel.Tokens;

namespace Granary.Web.SignIn.Jwt;

/// <summary>The public keys of an issuer, in a file.</summary>
internal static class JwtKeys
{
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    /// <exception cref="ArgumentException">It holds no JSON Web Key Set.</exception>
    public static IList<SecurityKey> Load(string file) => Read(file).GetSigningKeys();

    public static string? ErrorOf(string file)
    {
        try
        {
            var keys = Read(file).Keys;
            return keys switch
            {
                [] => $"('{file}') holds no key: write a JSON Web Key Set with the issuer's public keys.",
                _ when keys.Any(key => key.Kty == JsonWebAlgorithmsKeyTypes.Octet) => $"('{file}') holds a shared secret: only public keys prove who signed.",
                _ when keys.Any(key => key.HasPrivateKey) => $"('{file}') holds a private key, with which anybody who reads it is the vendor: give the public part alone.",
                _ when keys.Any(key => string.IsNullOrEmpty(key.KeyId)) => $"('{file}') holds a key without a kid: give each one.",
                _ => null,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"('{file}') cannot be read: {exception.Message}";
        }
    }

    private static JsonWebKeySet Read(string file) => new(File.ReadAllText(file));
}
