using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using Granary.Archive.Deflate;
using Granary.Archive.Parts;

namespace Granary.Archive.Tests.Parts;

public sealed class PartEntryTests
{
    public static TheoryData<DeflateCodec, int, int> Files =>
        new MatrixTheoryData<DeflateCodec, int, int>(
            [DeflateCodec.Zlib, DeflateCodec.IsaL],
            [0, 1, PartBlock.Capacity - 1, PartBlock.Capacity, PartBlock.Capacity + 1, (9 * PartBlock.Capacity) + 12_345],
            [1, 26, 256]);

    [Theory, MemberData(nameof(Files))]
    public async Task A_file_of_any_length_is_one_deflate_stream_of_its_bytes(DeflateCodec codec, int length, int letters)
    {
        var content = Content(length, letters);

        var (part, entry) = await WriteAsync(content, pieces: 70_001, new ArchiveLimits { Codec = codec });

        using var inflate = new DeflateStream(new MemoryStream(part), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        await inflate.CopyToAsync(inflated, TestContext.Current.CancellationToken);
        Assert.Equal(content, inflated.ToArray());
        Assert.Equal((length, part.Length, 0), (entry.Size, entry.CompressedSize, entry.Offset));
        Assert.Equal((Crc32.HashToUInt32(content), Convert.ToHexStringLower(SHA256.HashData(content))), (entry.Crc32, entry.Sha256));
    }

    [Theory]
    [InlineData(DeflateCodec.Zlib)]
    [InlineData(DeflateCodec.IsaL)]
    public async Task The_same_bytes_make_the_same_part_however_they_come(DeflateCodec codec)
    {
        var content = Content(3_500_000);

        var (first, _) = await WriteAsync(content, pieces: 1_000, new ArchiveLimits { Codec = codec });
        var (second, _) = await WriteAsync(content, pieces: 3_000_000, new ArchiveLimits { Codec = codec });

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(DeflateCodec.Zlib)]
    [InlineData(DeflateCodec.IsaL)]
    public async Task Blocks_that_were_used_before_make_the_same_part(DeflateCodec codec)
    {
        var content = Content(3_500_000);
        using var blocks = new PartBlocks(new ArchiveLimits { Codec = codec });

        var (first, _) = await WriteAsync(content, pieces: 100_000, blocks);
        await WriteAsync(Content(2_000_000, letters: 256), pieces: 100_000, blocks);
        var (second, _) = await WriteAsync(content, pieces: 100_000, blocks);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_file_that_is_given_up_leaves_nobody_working_at_it()
    {
        using var blocks = new PartBlocks(new ArchiveLimits());
        await using var entry = new PartEntryStream(new CountingStream(Stream.Null), blocks);
        entry.Write(Content((Environment.ProcessorCount + 3) * PartBlock.Capacity));
        Assert.True(entry.IsBehind);
    }

    private static async Task<(byte[] Part, PartEntry Entry)> WriteAsync(byte[] content, int pieces, ArchiveLimits limits)
    {
        using var blocks = new PartBlocks(limits);
        return await WriteAsync(content, pieces, blocks);
    }

    private static async Task<(byte[] Part, PartEntry Entry)> WriteAsync(byte[] content, int pieces, PartBlocks blocks)
    {
        var part = new MemoryStream();
        await using var entry = new PartEntryStream(new CountingStream(part), blocks);
        foreach (var piece in content.Chunk(pieces))
        {
            entry.Write(piece);
            await entry.CatchUpAsync();
            Assert.False(entry.IsBehind);
        }
        var ended = await entry.FinishAsync();
        return (part.ToArray(), ended);
    }

    /// <summary>Bytes that compress the less the more letters they are of, and never the same twice.</summary>
    private static byte[] Content(int length, int letters = 26)
    {
        var random = new Random(length);
        var content = new byte[length];
        if (letters == 256) random.NextBytes(content);
        else for (var i = 0; i < length; i++) content[i] = (byte)('a' + (random.Next(letters) & random.Next(letters)));
        return content;
    }
}
