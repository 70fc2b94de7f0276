using System.Security.Cryptography;
using Granary.Adapters.Objects;
using Granary.Domain.Ports;
using Granary.Testing.Archives;

namespace Granary.Adapters.Tests.Objects;

/// <summary>What every store of objects promises besides, with a real server.</summary>
public abstract class ObjectStoreContract : ArchiveStoreContract, IAsyncLifetime
{
    private Uri address = null!;

    private protected abstract IObjectServer Server { get; }

    protected override IArchiveStore Store => field ??= Reopen();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => address = await Server.PrepareAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IArchiveStore Reopen() => Over(Server.Open(address, ObjectStoreStory.Sizes));

    protected override Task<int> CountUnfinishedAsync() => Server.CountUnfinishedAsync();

    [Fact]
    public async Task A_file_has_parts_as_large_as_they_are_outside_of_tests()
    {
        var bytes = RandomNumberGenerator.GetBytes((20 << 20) + 1);
        var store = Over(Server.Open(address));

        Assert.True(await ObjectStoreStory.WriteAsync(store, File, bytes));

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData((await ObjectStoreStory.ReadAsync(store, File))!));
    }

    [Fact]
    public async Task Parts_grow_up_to_the_last_that_the_store_takes_and_nothing_is_left_of_more()
    {
        var first = ObjectStoreStory.Sizes.First;
        var store = Over(Server.Open(address, new PartSizes(first, Largest: first * 2, Doubling: 1, Count: 3)));
        var most = RandomNumberGenerator.GetBytes(first * 5);

        Assert.True(await ObjectStoreStory.WriteAsync(store, File, most));
        await Assert.ThrowsAsync<IOException>(() => ObjectStoreStory.WriteAsync(store, ObjectStoreStory.Folder / "more", [.. most, 1]));

        Assert.Equal(most, await ObjectStoreStory.ReadAsync(store, File));
        Assert.Null(await ObjectStoreStory.ReadAsync(store, ObjectStoreStory.Folder / "more"));
        Assert.Equal(0, await CountUnfinishedAsync());
    }

    [Fact]
    public async Task Of_many_that_died_while_they_wrote_nothing_is_left_below_the_folder_that_is_tidied()
    {
        var bucket = Server.Open(address, ObjectStoreStory.Sizes);
        string[] names = [.. Enumerable.Range(1, 8).Select(i => $"{ObjectStoreStory.Folder / $"part-{i}"}"), $"{ObjectStoreStory.Folder}0/neighbour"];
        foreach (var name in names) await bucket.Begin(name, "dead").PutPartAsync(1, new byte[ObjectStoreStory.Sizes.First], Token);

        await Store.DeleteUnfinishedAsync(ObjectStoreStory.Folder, Token);

        Assert.Equal(1, await CountUnfinishedAsync());
    }

    private static ObjectArchiveStore Over(IObjectBucket bucket) =>
        new(bucket, new Patience(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeProvider.System), "", TimeSpan.Zero);
}
