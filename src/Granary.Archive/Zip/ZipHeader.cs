namespace Granary.Archive.Zip;

/// <summary>What the headers of an entry state.</summary>
internal readonly record struct ZipHeader(string Name, uint Crc32, long CompressedSize, long Size);
