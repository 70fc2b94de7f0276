namespace Granary.Adapters.Archives;

/// <summary>Where archives are kept.</summary>
public enum ArchiveStoreKind
{
    /// <summary>In a folder, by default in the data directory.</summary>
    Files,

    /// <summary>In a bucket of S3 or of a store that speaks its language.</summary>
    S3,

    /// <summary>In a container of Azure Blob Storage.</summary>
    Azure,
}
