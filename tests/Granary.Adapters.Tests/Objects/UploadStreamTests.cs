using Granary.Adapters.Objects;

namespace Granary.Adapters.Tests.Objects;

public sealed class UploadStreamTests
{
    [Fact]
    public async Task A_gigabyte_passes_through_the_memory_of_two_parts()
    {
        var bucket = new EndlessBucket();
        await using var stream = new UploadStream(bucket, new Patience(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeProvider.System), "name");
        var piece = new byte[128 * 1024];
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 8 * 1024; i++) await stream.WriteAsync(piece, TestContext.Current.CancellationToken);

        // A buffer that grows to 8 MB has cost twice that.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 16 << 20, 40 << 20);
        Assert.Equal(127, bucket.Parts);
    }

    [Fact]
    public async Task What_is_written_synchronously_waits_for_the_next_call_that_may_wait()
    {
        var bucket = new EndlessBucket();
        await using var stream = new UploadStream(bucket, new Patience(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeProvider.System), "name");

        stream.Write(new byte[20 << 20]);
        Assert.Equal(0, bucket.Parts);

        await stream.WriteAsync(new byte[1], TestContext.Current.CancellationToken);
        Assert.Equal(2, bucket.Parts);
    }
}
