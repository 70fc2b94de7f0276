using System.Globalization;
using System.Text.RegularExpressions;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Sqlite;

/// <summary>
/// The id of a snapshot, which is also its path: <c>region/tenant/backup-eEpoch-rules.sqlite</c>.
/// </summary>
/// <param name="Rules">The fingerprint of what stayed out when it was taken.</param>
internal sealed partial record SnapshotName(TenantId Tenant, BackupId Backup, int Epoch, string Rules)
{
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Backup}-e{Epoch}-{Rules}.sqlite");

    public override string ToString() => $"{Tenant}/{FileName}";

    public static SnapshotName? Parse(string text) =>
        text.LastIndexOf('/') is var end and > 0
        && TenantId.TryParse(text[..end], out var tenant)
        && ParseFileName(tenant, text[(end + 1)..]) is { } name
        && name.ToString() == text
            ? name
            : null;

    /// <summary>The snapshot that a file belongs to, half-made ones included.</summary>
    public static SnapshotName? ParseFileName(TenantId tenant, string file) =>
        Shape().Match(file) is { Success: true } match
        && BackupId.TryParse(match.Groups["backup"].Value, out var backup)
        && int.TryParse(match.Groups["epoch"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? new SnapshotName(tenant, backup, epoch, match.Groups["rules"].Value)
            : null;

    [GeneratedRegex(@"^(?<backup>[0-9]+)-e(?<epoch>[0-9]+)-(?<rules>[0-9a-f]+)\.sqlite", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
