namespace Granary.Host.Embedded;

/// <summary>
/// Where one process keeps everything, and the processes of a cluster what is not in their database: <c>Granary:DataDirectory</c>, by
/// default <c>data</c> in the working directory.
/// </summary>
internal sealed class DataDirectory(string root)
{
    /// <summary>What sessions are sealed for: another program with the same keys does not take them.</summary>
    public const string SessionsOf = "granary";

    private const int LockedOnUnix = 11; // EWOULDBLOCK
    private const int LockedOnWindows = unchecked((int)0x80070020);

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

    /// <summary>Makes it where it is not there, for its owner alone: it holds copies of the tenants' data.</summary>
    public static DataDirectory Open(IConfiguration configuration)
    {
        var data = Of(configuration);
        if (Directory.Exists(data.root)) return data;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(data.root);
        else Directory.CreateDirectory(data.root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return data;
    }

    /// <summary>Keeps a second server out for as long as this one lives.</summary>
    /// <exception cref="UsageException">Another one is in.</exception>
    public IDisposable Lock()
    {
        try
        {
            return new FileStream(Path.Combine(root, "granary.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult is LockedOnUnix or LockedOnWindows)
        {
            throw new UsageException(Texts.Get("DataDirectoryInUse", root));
        }
    }
}
