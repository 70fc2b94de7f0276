using System.ComponentModel.DataAnnotations;
using Granary.Adapters.Azure;
using Granary.Adapters.S3;

namespace Granary.Adapters.Archives;

/// <summary>
/// Where the bytes of backups are kept: the section <c>Granary:Archives:Store</c>. A word in that section that is not one
/// of these properties stops the start.
/// </summary>
public sealed class ArchiveStoreOptions
{
    public const string Section = "Granary:Archives:Store";

    /// <summary>Default <see cref="ArchiveStoreKind.Files"/>.</summary>
    public ArchiveStoreKind Kind { get; set; } = ArchiveStoreKind.Files;

    /// <summary>
    /// The regions of tenants whose archives this store may hold, such as <c>eu</c>. A tenant of any other is refused, when
    /// something is written and when it is read. Default empty: the region of a process that has one (<c>Granary:Cluster:Region</c>), else every region.
    /// </summary>
    public IList<string> Regions { get; } = [];

    /// <summary>
    /// How long a link lives that sends a download to the store itself, in seconds: 1 to 300. Default 0: no links, downloads
    /// pass through Granary. Not for <see cref="ArchiveStoreKind.Files"/>, nor for Azure with a shared access signature.
    /// </summary>
    [Range(0, 300)]
    public int LinkSeconds { get; set; }

    /// <summary>How long one request to the store may take, in seconds; it carries 8 MB at most, unless a file exceeds 4 GB. Default 60.</summary>
    [Range(1, 3600)]
    public int AttemptSeconds { get; set; } = 60;

    /// <summary>How long a request is repeated while the store is in trouble, in seconds, the pauses included. Default 180.</summary>
    [Range(1, 3600)]
    public int BudgetSeconds { get; set; } = 180;

    /// <summary>The folder of <see cref="ArchiveStoreKind.Files"/>. Default empty: <c>archives</c> in the data directory.</summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// So much of the disk is left alone, in megabytes of 1,048,576 bytes, where archives are <see cref="ArchiveStoreKind.Files"/>: with less nothing
    /// is written, so that backups fail and take nothing else along. Default 256; 0 for no bound.
    /// </summary>
    [Range(0, 1 << 30)]
    public int MinimumFreeMegabytes { get; set; } = 256;

    /// <summary>The bucket of <see cref="ArchiveStoreKind.S3"/>.</summary>
    public S3Options S3 { get; set; } = new();

    /// <summary>The container of <see cref="ArchiveStoreKind.Azure"/>.</summary>
    public AzureOptions Azure { get; set; } = new();
}
