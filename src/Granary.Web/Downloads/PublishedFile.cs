using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Web.Downloads;

/// <summary>How a file of a published backup is sent.</summary>
internal static class PublishedFile
{
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
