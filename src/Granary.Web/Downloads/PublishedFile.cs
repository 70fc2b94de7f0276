using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Web.Downloads;

/// <summary>Where a file of a published backup lies, and how it is sent.</summary>
internal static class PublishedFile
{
    private const string Manifest = "manifest.json";

    /// <summary>In the folder of the attempt that wrote it; only the manifest, which names that attempt, lies above.</summary>
    public static ArchiveKey Key(TenantId tenant, BackupId backup, DownloadAnswer.Granted granted)
    {
        var folder = ArchiveKey.Of(tenant, backup);
        return (granted.File.Name == Manifest ? folder : folder.Epoch(granted.Epoch)) / granted.File.Name;
    }

    /// <summary>The name under which it is saved: still telling once it lies among others.</summary>
    public static string SavedAs(TenantId tenant, DownloadAnswer.Granted granted) =>
        FormattableString.Invariant($"{tenant.Name}_{granted.CreatedAt.UtcDateTime:yyyy-MM-dd}_{granted.File.Name}");

    public static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".zip" => "application/zip",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };

    public static string Url(BackupId backup, string name) => $"/backups/{backup}/files/{Uri.EscapeDataString(name)}";
}
