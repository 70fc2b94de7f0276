using Granary.Adapters.Files;

namespace Granary.Adapters.Tests.Files;

/// <summary>Linux has files that cannot be flushed: their fsync fails as that of a broken disk does, which .NET's own flush keeps to itself.</summary>
public sealed class DurableFileTests
{
    [Fact]
    public void A_file_that_the_disk_did_not_take_is_an_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there is fsync called.");
        using var file = new FileStream("/dev/null", FileMode.Open, FileAccess.Write);
        file.WriteByte(1);

        Assert.Throws<IOException>(() => DurableFile.Flush(file));
    }

    [Fact]
    public void A_name_that_the_disk_did_not_take_is_an_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there is fsync called.");

        Assert.Throws<IOException>(() => DurableFile.FlushDirectory("/proc/self"));
    }
}
