namespace Granary.Archive.Verification;

/// <summary>What is wrong with a backup.</summary>
public enum ArchiveProblemCode
{
    ManifestMissing,
    ManifestUnreadable,
    SignatureMissing,

    /// <summary>The manifest was changed, or signed with another key.</summary>
    SignatureWrong,
    ArchiveMissing,

    /// <summary>An archive that the manifest does not know.</summary>
    ArchiveUnexpected,
    ArchiveSizeDiffers,

    /// <summary>The SHA-256 of the whole file is not that of the manifest.</summary>
    ArchiveDiffers,

    /// <summary>The header of an entry, or the directory of the zip, is not what its entries require.</summary>
    ZipStructureDiffers,

    /// <summary>The content of an entry does not inflate, or not to the size and SHA-256 of the manifest.</summary>
    EntryDiffers,
}
