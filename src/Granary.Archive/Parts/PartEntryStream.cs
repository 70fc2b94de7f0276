using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Granary.Archive.Parts;

/// <summary>Takes the bytes of one file: counts, hashes and deflates them.</summary>
internal sealed class PartEntryStream : WriteOnlyStream
{
    private readonly CountingStream output;
    private readonly long offset;
    private readonly DeflateStream deflate;
    private readonly Crc32 crc = new();
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public PartEntryStream(CountingStream output, int compressionLevel)
    {
        this.output = output;
        offset = output.Written;
        deflate = new DeflateStream(output, new ZLibCompressionOptions { CompressionLevel = compressionLevel }, leaveOpen: true);
    }

    /// <summary>Bytes taken so far, before compression.</summary>
    public long Size { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Size + buffer.Length >= ArchiveLimits.ZipCeiling) throw new EntryTooLargeException();
        crc.Append(buffer);
        sha.AppendData(buffer);
        deflate.Write(buffer);
        Size += buffer.Length;
    }

    /// <summary>Ends the deflate stream. The name is for the caller to give.</summary>
    public PartEntry Finish()
    {
        // An untouched DeflateStream writes nothing at all; an empty file still needs its final block.
        deflate.Dispose();
        if (output.Written == offset) output.Write([0x03, 0x00]);
        return new PartEntry("", offset, output.Written - offset, Size, crc.GetCurrentHashAsUInt32(), Convert.ToHexStringLower(sha.GetCurrentHash()));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            deflate.Dispose();
            sha.Dispose();
        }
        base.Dispose(disposing);
    }
}
