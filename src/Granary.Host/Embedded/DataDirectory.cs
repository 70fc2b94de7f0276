namespace Granary.Host.Embedded;

/// <summary>
/// Where one process keeps everything: <c>Granary:DataDirectory</c>, by default <c>data</c> in the working directory.
/// </summary>
internal sealed class DataDirectory(string root)
{
    private readonly string root = Path.GetFullPath(root);

    public string Database => Path.Combine(root, "granary.sqlite");

    public string Archives => Path.Combine(root, "archives");

    public string Snapshots => Path.Combine(root, "snapshots");

    public string Demo => Path.Combine(root, "demo");

    public string SessionKeys => Path.Combine(root, "keys", "sessions");

    /// <summary>Signs manifests.</summary>
    public string SigningKey => Path.Combine(root, "keys", "manifest.pem");

    /// <summary>Checks them; may be given to anybody.</summary>
    public string VerificationKey => Path.Combine(root, "keys", "manifest.pub.pem");

    public static DataDirectory Of(IConfiguration configuration) => new(configuration["Granary:DataDirectory"] ?? "data");

    /// <summary>Keeps a second server out for as long as this one lives.</summary>
    /// <exception cref="UsageException">Another one is in.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(root);
        try
        {
            return new FileStream(Path.Combine(root, "granary.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new UsageException(Texts.Get("DataDirectoryInUse", root));
        }
    }
}
