namespace Granary.Archive.Manifests;

/// <param name="Size">Bytes before compression.</param>
/// <param name="Crc32">Eight lower-case hexadecimal digits.</param>
/// <param name="Rows">Records in a CSV file, its header not counted; absent for an attachment.</param>
public sealed record ManifestEntry(string Name, long Size, long CompressedSize, string Crc32, string Sha256, long? Rows = null);
