using System.Security.Cryptography;
using Granary.Adapters.Objects;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Testing.Archives;

namespace Granary.Adapters.Tests.Objects;

/// <summary>What every store of objects promises besides, with a real server, and with trouble between.</summary>
public abstract class ObjectStoreContract : ArchiveStoreContract, IAsyncLifetime
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private Uri address = null!;
    private TroubledProxy proxy = null!;

    public static TheoryData<Verb, Trouble> Troubles
    {
        get
        {
            var all = from verb in Enum.GetValues<Verb>() from trouble in Enum.GetValues<Trouble>() where trouble is not Trouble.Damage select (verb, trouble);
            return [.. all];
        }
    }

    private protected abstract IObjectServer Server { get; }

    protected override IArchiveStore Store => field ??= Reopen();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        address = await Server.PrepareAsync();
        proxy = await TroubledProxy.StartAsync(address, Server.VerbOf);
    }

    public ValueTask DisposeAsync() => proxy.DisposeAsync();

    protected override IArchiveStore Reopen() => new ObjectArchiveStore(Server.Open(address), new Patience(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeProvider.System), "", TimeSpan.Zero);

    protected override Task<int> CountUnfinishedAsync() => Server.CountUnfinishedAsync();

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Trouble_that_passes_is_not_seen(Verb verb, Trouble trouble)
    {
        var store = Through(proxy, Budget);
        for (var occurrence = 1; ; occurrence++)
        {
            proxy.Plan((asked, number) => asked == verb && number == occurrence ? trouble : null);

            await ObjectStoreStory.RunAsync(store);

            Assert.Equal(0, await CountUnfinishedAsync());
            if (proxy.Troubles == 0) break;
        }
    }

    [Theory]
    [InlineData(Trouble.FailBefore)]
    [InlineData(Trouble.TooManyBefore)]
    [InlineData(Trouble.FailAfter)]
    [InlineData(Trouble.ResetAfter)]
    public async Task Trouble_that_stays_ends_with_the_budget_and_may_be_tried_again(Trouble trouble)
    {
        var store = Through(proxy, TimeSpan.FromSeconds(1));
        await WriteAsync(File, [1]);
        await using var open = (await store.OpenAsync(File, Token))!;
        proxy.Plan((_, _) => trouble);

        await SeesAsync(() => ObjectStoreStory.WriteAsync(store, ObjectStoreStory.Folder / "other", [1]));
        await SeesAsync(() => store.OpenAsync(File, Token));
        await SeesAsync(() => open.ReadExactlyAsync(new byte[1], Token).AsTask());
        await SeesAsync(() => store.ListAsync(ObjectStoreStory.Folder, Token).ToListAsync(Token).AsTask());
        await SeesAsync(() => store.DeleteAsync(File, Token));
        await SeesAsync(() => store.DeleteUnfinishedAsync(ObjectStoreStory.Folder, Token));

        Assert.True(proxy.Requests > 6);

        static async Task SeesAsync(Func<Task> act) => Assert.Equal(FaultSide.Store, (await Assert.ThrowsAsync<TransientException>(act)).Side);
    }

    [Fact]
    public async Task A_part_that_arrives_damaged_never_becomes_a_file_that_somebody_believes()
    {
        var store = Through(proxy, Budget);
        var bytes = RandomNumberGenerator.GetBytes(12 << 20);
        proxy.Plan((verb, number) => verb is Verb.PutPart && number == 2 ? Trouble.Damage : null);
        var written = false;
        try
        {
            written = await ObjectStoreStory.WriteAsync(store, File, bytes);
        }
        catch (Exception e) when (e is TransientException or ObjectStoreException)
        {
            // The store refused the part, or its checksum of the whole was another.
        }

        Assert.Equal(1, proxy.Troubles);
        Assert.Equal(written ? bytes : null, await ObjectStoreStory.ReadAsync(store, File));
        Assert.Equal(!written, await ObjectStoreStory.WriteAsync(store, File, bytes));
    }

    [Fact]
    public async Task Reading_the_end_does_not_read_the_whole()
    {
        var bytes = RandomNumberGenerator.GetBytes(20 << 20);
        await WriteAsync(File, bytes);
        await using var stream = (await Through(proxy, Budget).OpenAsync(File, Token))!;
        proxy.Plan((_, _) => null);
        var read = new byte[1_000];

        stream.Seek(-2_000, SeekOrigin.End);
        await stream.ReadExactlyAsync(read, Token);

        Assert.Equal(bytes[^2_000..^1_000], read);
        Assert.Equal(2_000, proxy.BytesRead);
        stream.Position = 1;
        await stream.ReadExactlyAsync(read, Token);
        Assert.Equal(bytes[1..1_001], read);
        Assert.True(proxy.BytesRead < 1 << 20, $"{proxy.BytesRead} bytes");
    }

    [Fact]
    public async Task Parts_grow_up_to_the_last_that_the_store_takes_and_nothing_is_left_of_more()
    {
        var sizes = new PartSizes(First: 5 << 20, Largest: 10 << 20, Doubling: 1, Count: 3);
        var store = new ObjectArchiveStore(Server.Open(address, sizes), new Patience(Attempt * 5, Budget, TimeProvider.System), "", TimeSpan.Zero);
        var most = RandomNumberGenerator.GetBytes(25 << 20);

        Assert.True(await ObjectStoreStory.WriteAsync(store, File, most));
        await Assert.ThrowsAsync<IOException>(() => ObjectStoreStory.WriteAsync(store, ObjectStoreStory.Folder / "more", [.. most, 1]));

        Assert.Equal(most, await ObjectStoreStory.ReadAsync(store, File));
        Assert.Null(await ObjectStoreStory.ReadAsync(store, ObjectStoreStory.Folder / "more"));
        Assert.Equal(0, await CountUnfinishedAsync());
    }

    private ObjectArchiveStore Through(TroubledProxy way, TimeSpan budget) =>
        new(Server.Open(way.Address, ObjectStoreStory.Sizes), new Patience(Attempt, budget, TimeProvider.System), "", TimeSpan.Zero);
}
