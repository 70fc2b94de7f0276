using System.Security.Cryptography;

namespace Granary.Archive.Manifests;

/// <summary>Signs manifests, and checks signatures: ECDSA P-256 with SHA-256 over the bytes of the manifest, in DER.</summary>
public sealed class ManifestKey : IDisposable
{
    private readonly ECDsa key;

    private ManifestKey(ECDsa key) => this.key = key;

    public static ManifestKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <param name="pem">A private or a public key.</param>
    /// <exception cref="FormatException">The text is not the PEM of a P-256 key.</exception>
    public static ManifestKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new FormatException("The key is not on the curve P-256.");
            return new ManifestKey(key);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException("The file is not the PEM of an elliptic-curve key.", exception);
        }
    }

    public string PrivatePem() => key.ExportPkcs8PrivateKeyPem() + "\n";

    public string PublicPem() => key.ExportSubjectPublicKeyInfoPem() + "\n";

    public byte[] Sign(ReadOnlySpan<byte> manifest) =>
        key.SignData(manifest, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public bool Verify(ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> signature) =>
        key.VerifyData(manifest, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => key.Dispose();
}
