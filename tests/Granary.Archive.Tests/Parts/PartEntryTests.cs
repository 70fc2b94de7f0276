using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using Granary.Archive.Parts;

namespace Granary.Archive.Tests.Parts;

public sealed class PartEntryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PartBlock.Capacity - 1)]
    [InlineData(PartBlock.Capacity)]
    [InlineData(PartBlock.Capacity + 1)]
    [InlineData((9 * PartBlock.Capacity) + 12_345)]
    public async Task A_file_of_any_length_is_one_deflate_stream_of_its_bytes(int length)
    {
        var content = Content(length);

        var (part, entry) = await WriteAsync(content, pieces: 70_001);

        using var inflate = new DeflateStream(new MemoryStream(part), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        await inflate.CopyToAsync(inflated, TestContext.Current.CancellationToken);
        Assert.Equal(content, inflated.ToArray());
        Assert.Equal((length, part.Length, 0), (entry.Size, entry.CompressedSize, entry.Offset));
        Assert.Equal((Crc32.HashToUInt32(content), Convert.ToHexStringLower(SHA256.HashData(content))), (entry.Crc32, entry.Sha256));
    }

    [Fact]
    public async Task The_same_bytes_make_the_same_part_however_they_come()
    {
        var content = Content(3_500_000);

        var (first, _) = await WriteAsync(content, pieces: 1_000);
        var (second, _) = await WriteAsync(content, pieces: 3_000_000);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_file_that_is_given_up_leaves_nobody_working_at_it()
    {
        await using var entry = new PartEntryStream(new CountingStream(Stream.Null), 6);
        entry.Write(Content((Environment.ProcessorCount + 3) * PartBlock.Capacity));
        Assert.True(entry.IsBehind);
    }

    private static async Task<(byte[] Part, PartEntry Entry)> WriteAsync(byte[] content, int pieces)
    {
        var part = new MemoryStream();
        await using var entry = new PartEntryStream(new CountingStream(part), 2);
        foreach (var piece in content.Chunk(pieces))
        {
            entry.Write(piece);
            await entry.CatchUpAsync();
            Assert.False(entry.IsBehind);
        }
        var ended = await entry.FinishAsync();
        return (part.ToArray(), ended);
    }

    /// <summary>Text that compresses somewhat, and never the same twice.</summary>
    private static byte[] Content(int length)
    {
        var random = new Random(length);
        var content = new byte[length];
        for (var i = 0; i < length; i++) content[i] = (byte)('a' + (random.Next(26) & random.Next(26)));
        return content;
    }
}
