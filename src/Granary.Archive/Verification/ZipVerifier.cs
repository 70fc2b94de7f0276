using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using Granary.Archive.Manifests;
using Granary.Archive.Zip;

namespace Granary.Archive.Verification;

/// <summary>
/// Reads a zip once, from the first byte to the last, against its manifest. Since the manifest determines every byte
/// that is not content, nothing in the file decides where to read or how much.
/// </summary>
internal static class ZipVerifier
{
    private const int PieceLength = 64 * 1024;

    public static async Task<IReadOnlyList<ArchiveProblem>> VerifyAsync(
        Stream zip, ManifestArchive archive, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var problems = new List<ArchiveProblem>();
        void Report(ArchiveProblemCode code, string? entry = null) => problems.Add(new ArchiveProblem(code, archive.Name, entry));

        await using var input = new HashingReader(zip);
        var central = new MemoryStream();
        try
        {
            foreach (var entry in archive.Entries)
            {
                if (!uint.TryParse(entry.Crc32, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc32))
                    Report(ArchiveProblemCode.EntryDiffers, entry.Name);
                var header = new ZipHeader(entry.Name, crc32, entry.CompressedSize, entry.Size);
                central.Write(ZipFormat.CentralHeader(header, time, input.Position));
                if (!await ReadsAsync(input, ZipFormat.LocalHeader(header, time), cancellationToken))
                    Report(ArchiveProblemCode.ZipStructureDiffers, entry.Name);
                if (!await InflatesAsync(input, entry, header.Crc32, cancellationToken))
                    Report(ArchiveProblemCode.EntryDiffers, entry.Name);
            }
            var centralAt = input.Position;
            var directory = central.ToArray();
            if (!await ReadsAsync(input, directory, cancellationToken) ||
                !await ReadsAsync(input, ZipFormat.End(archive.Entries.Count, directory.Length, centralAt), cancellationToken))
                Report(ArchiveProblemCode.ZipStructureDiffers);
        }
        catch (Exception exception) when (exception is EndOfStreamException or OverflowException)
        {
            // The file ends before its entries do, or they have sizes that no zip can have.
            Report(ArchiveProblemCode.ZipStructureDiffers);
        }

        await input.DrainAsync(cancellationToken);
        if (input.Position != archive.Size) Report(ArchiveProblemCode.ArchiveSizeDiffers);
        else if (input.Sha256() != archive.Sha256) Report(ArchiveProblemCode.ArchiveDiffers);
        return problems;
    }

    private static async Task<bool> ReadsAsync(HashingReader input, byte[] expected, CancellationToken cancellationToken)
    {
        var actual = new byte[expected.Length];
        await input.ReadExactlyAsync(actual, cancellationToken);
        return actual.AsSpan().SequenceEqual(expected);
    }

    private static async Task<bool> InflatesAsync(HashingReader input, ManifestEntry entry, uint expectedCrc, CancellationToken cancellationToken)
    {
        await using var slice = new SliceReader(input, entry.CompressedSize);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var crc = new Crc32();
        var size = 0L;
        var sound = true;
        // One piece is hashed while the next is inflated.
        var hashed = Task.CompletedTask;
        try
        {
            await using var inflate = new DeflateStream(slice, CompressionMode.Decompress, leaveOpen: true);
            var (buffer, other) = (new byte[PieceLength], new byte[PieceLength]);
            while (size <= entry.Size && await inflate.ReadAtLeastAsync(buffer, PieceLength, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
            {
                var piece = buffer.AsMemory(0, read);
                await hashed;
                hashed = Processor.RunAsync(() =>
                {
                    sha.AppendData(piece.Span);
                    crc.Append(piece.Span);
                });
                size += read;
                (buffer, other) = (other, buffer);
            }
        }
        catch (InvalidDataException)
        {
            sound = false;
        }
        finally
        {
            await hashed;
        }
        await slice.DrainAsync(cancellationToken);
        return sound && size == entry.Size && crc.GetCurrentHashAsUInt32() == expectedCrc && Convert.ToHexStringLower(sha.GetCurrentHash()) == entry.Sha256;
    }
}
