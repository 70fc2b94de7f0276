using Microsoft.IdentityModel.Tokens;

namespace Granary.Web.SignIn.Jwt;

/// <summary>The public keys of an issuer, in a file.</summary>
internal static class JwtKeys
{
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    /// <exception cref="ArgumentException">It holds no JSON Web Key Set.</exception>
    public static IList<SecurityKey> Load(string file) => new JsonWebKeySet(File.ReadAllText(file)).GetSigningKeys();

    public static string? ErrorOf(string file)
    {
        try
        {
            var keys = Load(file);
            if (keys.Count == 0) return $"('{file}') holds no key: write a JSON Web Key Set with the issuer's public keys.";
            if (keys.Any(key => key is SymmetricSecurityKey or JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.Octet })) return $"('{file}') holds a shared secret: only public keys prove who signed.";
            if (keys.Any(key => key is AsymmetricSecurityKey { PrivateKeyStatus: PrivateKeyStatus.Exists } or JsonWebKey { HasPrivateKey: true })) return $"('{file}') holds a private key, with which anybody who reads it is the vendor: give the public part alone.";
            return keys.Any(key => string.IsNullOrEmpty(key.KeyId)) ? $"('{file}') holds a key without a kid: give each one." : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"('{file}') cannot be read: {exception.Message}";
        }
    }
}
