using System.ComponentModel.DataAnnotations;
using Granary.Archive.Deflate;

namespace Granary.Archive;

/// <summary>How large the pieces of a backup may grow, and how hard they are compressed. Section <c>Granary:Archives</c>.</summary>
public sealed class ArchiveLimits
{
    /// <summary>Nothing that takes 32 bits in a zip may reach this: no archive ever needs Zip64.</summary>
    internal const long ZipCeiling = uint.MaxValue;

    /// <summary>So many entries fit in a zip without Zip64.</summary>
    internal const int ZipEntries = 65_534;

    /// <summary>Records in one CSV file. Default 100,000.</summary>
    [Range(1, 1_048_575)]
    public int PartRows { get; set; } = 100_000;

    /// <summary>Bytes of CSV after which a part is closed at the end of the record. Default 256 MB.</summary>
    [Range(1, 1L << 31)]
    public long PartBytes { get; set; } = 256L << 20;

    /// <summary>Bytes of a zip. Default 1 GB, always below 4 GB. An attachment that is larger by itself has a zip of its own.</summary>
    [Range(1, ZipCeiling - 1)]
    public long ZipBytes { get; set; } = 1L << 30;

    /// <summary>Attachments that are stored together while the backup runs; what a crash may have to repeat. Default 500.</summary>
    [Range(1, 10_000)]
    public int PartAttachments { get; set; } = 500;

    /// <summary>Compressed bytes after which such a group is closed. Default 64 MB.</summary>
    [Range(1, 1L << 31)]
    public long PartAttachmentBytes { get; set; } = 64L << 20;

    /// <summary>
    /// What compresses: <c>Zlib</c>, the default, or <c>IsaL</c>, which is faster, makes larger archives (<c>tests/benchmarks levels</c>)
    /// and has to be installed on every silo (on Debian the package <c>libisal2</c>).
    /// </summary>
    [EnumDataType(typeof(DeflateCodec))]
    [CustomValidation(typeof(ArchiveLimits), nameof(ValidateCodec))]
    public DeflateCodec Codec { get; set; } = DeflateCodec.Zlib;

    /// <summary>
    /// Level of <see cref="DeflateCodec.Zlib"/>: 1 is fastest, 9 smallest. Default 3: level 2 makes archives more than 8 % larger
    /// than those of <c>zip -6</c> (<c>tests/benchmarks levels</c>). ISA-L has one level here, its hardest.
    /// </summary>
    [Range(1, 9)]
    public int CompressionLevel { get; set; } = 3;

    /// <summary>How often a part that failed for a passing reason is tried in all. Default 3.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 3;

    public static ValidationResult? ValidateCodec(DeflateCodec codec) => codec is not DeflateCodec.IsaL || IsaLDeflater.IsThere
        ? ValidationResult.Success
        : new ValidationResult("Granary:Archives:Codec is IsaL, and this machine does not have libisal.so.2: install it (Debian: apt-get install libisal2), or set the codec to Zlib.", [nameof(Codec)]);
}
