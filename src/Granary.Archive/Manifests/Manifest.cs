using System.Text.Json;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Archive.Manifests;

/// <summary>What a backup is: everything needed to check it and to read it. FORMAT.md explains each field.</summary>
public sealed record Manifest(
    int FormatVersion,
    TenantId Tenant,
    string Region,
    BackupId Backup,
    int Epoch,
    SnapshotReference Snapshot,
    DateTimeOffset CreatedAt,
    TextMode TextMode,
    IReadOnlyList<ManifestModule> Modules,
    IReadOnlyList<ManifestArchive> Archives,
    IReadOnlyList<CrmExclusion> Excluded,
    IReadOnlyList<BackupWarning> Warnings,
    ManifestAttachments? Attachments = null)
{
    /// <summary>The version of the format that this code writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The name of the manifest beside its archives.</summary>
    public const string FileName = ArchiveKey.ManifestName;

    /// <summary>The name of its signature.</summary>
    public const string SignatureName = FileName + ".sig";

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Readable), (byte)'\n'];

    /// <exception cref="JsonException">The bytes are not a manifest.</exception>
    public static Manifest Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<Manifest>(bytes, ArchiveJson.Readable) is { } manifest && manifest.IsWhole()
            ? manifest
            : throw new JsonException("The manifest is empty, or something in it is null.");

    // The serializer refuses null for a field, not for an element of a list.
    private bool IsWhole() =>
        Modules.All(module => module is not null && module.Parts.All(part => part is not null) && module.Columns.All(column => column is not null)) &&
        Archives.All(archive => archive is not null && archive.Entries.All(entry => entry is not null)) &&
        Excluded.All(exclusion => exclusion is not null) &&
        Warnings.All(warning => warning is not null);
}
