using Azure.Storage.Blobs.Specialized;
using Granary.Adapters.Tests.Objects;

namespace Granary.Adapters.Tests.Azure;

public sealed class AzureArchiveStoreTests : ObjectStoreContract
{
    private readonly AzureServer server = new();

    private protected override IObjectServer Server => server;

    [Fact]
    public async Task What_somebody_tidies_up_with_is_no_file_and_whoever_writes_waits_until_it_is_gone()
    {
        var placeholder = (await server.ContainerAsync()).GetBlockBlobClient(File.ToString());
        await placeholder.CommitBlockListAsync([], cancellationToken: TestContext.Current.CancellationToken);

        var writing = WriteAsync(File, [1]);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(writing.IsCompleted);
        Assert.Null(await Store.OpenAsync(File, TestContext.Current.CancellationToken));
        await placeholder.DeleteAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(await writing);
        Assert.Equal(new byte[] { 1 }, await ObjectStoreStory.ReadAsync(Store, File));
    }
}
