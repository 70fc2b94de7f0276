using System.Globalization;
using System.Text.RegularExpressions;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Crm;

/// <summary>
/// What a snapshot is of: written <c>region/tenant/backup-eEpoch-rules</c>, it begins the id of the snapshot.
/// </summary>
/// <param name="Rules">The fingerprint of what stayed out when it was taken.</param>
internal sealed partial record SnapshotName(TenantId Tenant, BackupId Backup, int Epoch, string Rules)
{
    /// <summary>The name without the tenant.</summary>
    public string Stem => string.Create(CultureInfo.InvariantCulture, $"{Backup}-e{Epoch}-{Rules}");

    public override string ToString() => $"{Tenant}/{Stem}";

    /// <summary>The name in the id of a snapshot, and what the source has put behind it; null when no source has made the id.</summary>
    public static (SnapshotName Name, string Suffix)? Parse(string id) =>
        id.LastIndexOf('/') is var end and > 0
        && TenantId.TryParse(id[..end], out var tenant)
        && ParseStem(tenant, id[(end + 1)..]) is { } name
        && id.StartsWith(name.ToString(), StringComparison.Ordinal)
            ? (name, id[name.ToString().Length..])
            : null;

    /// <summary>The name whose stem a text begins with.</summary>
    public static SnapshotName? ParseStem(TenantId tenant, string text) =>
        Shape().Match(text) is { Success: true } match
        && BackupId.TryParse(match.Groups["backup"].Value, out var backup)
        && int.TryParse(match.Groups["epoch"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? new SnapshotName(tenant, backup, epoch, match.Groups["rules"].Value)
            : null;

    [GeneratedRegex(@"^(?<backup>[0-9]+)-e(?<epoch>[0-9]+)-(?<rules>[0-9a-f]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
