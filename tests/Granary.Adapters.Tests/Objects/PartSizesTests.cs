using Granary.Adapters.Azure;
using Granary.Adapters.Objects;
using Granary.Adapters.S3;

namespace Granary.Adapters.Tests.Objects;

public sealed class PartSizesTests
{
    private const long Mebi = 1 << 20;

    // What the two stores document: parts, bytes of one, bytes of all.
    public static TheoryData<string, int, long, long, long> Stores => new()
    {
        { "S3", 10_000, 5 * Mebi, 5L * 1024 * Mebi, 5L * 1024 * 1024 * Mebi },
        { "Azure", 50_000, 0, 4_000 * Mebi, 5L * 1024 * 1024 * Mebi },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public void Every_part_is_one_that_the_store_takes_and_together_they_reach_what_it_takes(string store, int count, long least, long most, long all)
    {
        var sizes = SizesOf(store);
        var parts = Enumerable.Range(1, sizes.Count).Select(number => (long)sizes.Of(number)).ToList();

        Assert.True(parts.Count <= count);
        Assert.All(parts, size => Assert.InRange(size, Math.Max(1, least), most));
        Assert.Equal(parts.Order(), parts);
        Assert.True(parts.Sum() >= all, $"{parts.Sum()} bytes");
    }

    [Theory]
    [InlineData("S3")]
    [InlineData("Azure")]
    public void No_archive_needs_more_than_8_MB_of_memory_for_a_part(string store) => Assert.Equal(8 * Mebi, SizesOf(store).Of((int)((4L << 30) / (8 * Mebi))));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    [InlineData(3, 10)]
    [InlineData(5, 20)]
    [InlineData(7, 25)]
    [InlineData(10, 25)]
    public void Sizes_double_up_to_the_largest(int number, int size) => Assert.Equal(size, new PartSizes(First: 5, Largest: 25, Doubling: 2, Count: 10).Of(number));

    [Fact]
    public void There_is_no_part_after_the_last() => Assert.Throws<IOException>(() => new PartSizes(5, 25, 2, 10).Of(11));

    private static PartSizes SizesOf(string store) => store == "S3" ? new S3Bucket(null!, "", true).PartSizes : new AzureBucket(null!).PartSizes;
}
