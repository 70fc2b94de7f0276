using Granary.Archive.Parts;
using Granary.Archive.Zip;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Archive.Tests.Zip;

public sealed class ZipPackerTests
{
    private static readonly ArchiveKey Part = ArchiveKey.Of(new TenantId("eu", "acme"), new BackupId(1)) / "x.part";

    [Theory]
    [InlineData(65_533, 1)]
    [InlineData(65_534, 1)]
    [InlineData(65_535, 2)]
    [InlineData(65_536, 2)]
    public void A_zip_never_has_more_entries_than_go_without_zip64(int entries, int zips)
    {
        var packer = new ZipPacker(new ArchiveLimits());
        for (var i = 0; i < entries; i++) packer.Add(Item($"{i}", 1));

        Assert.Equal(zips, packer.Zips.Count);
    }

    [Theory]
    [InlineData((1L << 32) - 200, true)]
    [InlineData((1L << 32) - 1, false)]
    [InlineData(1L << 32, false)]
    [InlineData(1L << 40, false)]
    public void An_entry_that_would_make_a_zip_of_4_GB_is_left_out(long compressedSize, bool taken)
    {
        var packer = new ZipPacker(new ArchiveLimits());

        Assert.Equal(taken, packer.Add(Item("large", compressedSize)) is not null);
        Assert.Equal(taken ? 1 : 0, packer.Zips.Count);
    }

    [Fact]
    public void A_zip_is_filled_to_the_byte()
    {
        var one = ZipFormat.SizeWithHeaders("a", 1000);
        var packer = new ZipPacker(new ArchiveLimits { ZipBytes = (2 * one) + ZipFormat.EndSize });

        Assert.Equal([1, 1, 2], new[] { packer.Add(Item("a", 1000)), packer.Add(Item("b", 1000)), packer.Add(Item("c", 1000)) }.Select(zip => zip!.Value));
    }

    private static ZipItem Item(string name, long compressedSize) => new(new PartEntry(name, 0, compressedSize, compressedSize, 0, ""), Part);
}
