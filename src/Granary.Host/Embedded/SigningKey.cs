using Granary.Adapters.Files;
using Granary.Archive.Manifests;

namespace Granary.Host.Embedded;

/// <summary>The key of manifests.</summary>
internal static class SigningKey
{
    public const string Setting = "Granary:SigningKey";

    public static string Create()
    {
        using var created = ManifestKey.Create();
        return created.PrivatePem();
    }

    /// <summary>The one of the file that the settings name, or else of the data directory; made at the first start.</summary>
    public static ManifestKey SigningKeyOf(this DataDirectory data, IConfiguration configuration) =>
        data.Publish(KeyFile.ReadOrCreate(configuration[Setting] ?? data.SigningKey, Create));

    /// <summary>Its public half, for whoever checks backups, is always that of the private one: a backup that is signed now verifies now.</summary>
    public static ManifestKey Publish(this DataDirectory data, string pem)
    {
        var key = ManifestKey.FromPem(pem);
        KeyFile.Publish(data.VerificationKey, key.PublicPem());
        return key;
    }
}
