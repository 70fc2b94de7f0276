namespace Granary.Domain.Backups;

/// <summary>A file that a person can download: an archive, the manifest or its signature.</summary>
/// <param name="Name">Such as <c>Data_001.zip</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the whole file, in lower-case hexadecimal; also its ETag.</param>
[GenerateSerializer, Immutable, Alias("granary.ArchiveFile")]
public sealed record ArchiveFile(
    [property: Id(0)] string Name,
    [property: Id(1)] long Size,
    [property: Id(2)] string Sha256);
