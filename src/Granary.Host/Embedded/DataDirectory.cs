using Granary.Adapters.Files;

namespace Granary.Host.Embedded;

/// <summary>
/// Where one process keeps everything, and the processes of a cluster what is not in their database: <c>Granary:DataDirectory</c>, by
/// default <c>data</c> in the working directory.
/// </summary>
internal sealed partial class DataDirectory(string root)
{
    /// <summary>What sessions are sealed for: another program with the same keys does not take them.</summary>
    public const string SessionsOf = "granary";

    private const int LockedOnUnix = 11; // EWOULDBLOCK
    private const int LockedOnWindows = unchecked((int)0x80070020);

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

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
        DurableFile.CreateDirectory(data.root);
        return data;
    }

    /// <summary>Tells of one that was there and that others may look into; a volume often is one, and a trial need not mind.</summary>
    public void WarnOfOthers(IHostEnvironment environment, ILogger logger)
    {
        if (environment.IsDevelopment() || OperatingSystem.IsWindows()) return;

        if ((File.GetUnixFileMode(root) & Others) is not UnixFileMode.None) LogOthers(logger, root);
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

    [LoggerMessage(LogLevel.Warning, "The data directory {Directory} is open to others than its owner, and holds copies of tenants' data and keys: chmod 700 it, or see that nobody but Granary reaches the volume")]
    private static partial void LogOthers(ILogger logger, string directory);
}
