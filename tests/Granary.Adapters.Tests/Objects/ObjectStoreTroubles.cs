using System.Security.Cryptography;
using Granary.Adapters.Objects;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Testing;

namespace Granary.Adapters.Tests.Objects;

/// <summary>A real server, and trouble on the way to it.</summary>
public abstract class ObjectStoreTroubles : IAsyncLifetime
{
    private static readonly TimeSpan Attempt = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    private TroubledProxy proxy = null!;

    public static TheoryData<Trouble> Troubles => [.. Passing];

    private protected abstract IObjectServer Server { get; }

    private static ArchiveKey File { get; } = ObjectStoreStory.Folder / "Data_001.zip";

    private static IEnumerable<Trouble> Passing => Enum.GetValues<Trouble>().Except([Trouble.Damage]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => proxy = await TroubledProxy.StartAsync(await Server.PrepareAsync(), Server.VerbOf);

    public ValueTask DisposeAsync() => proxy.DisposeAsync();

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Trouble_that_every_verb_has_once_is_not_seen(Trouble trouble)
    {
        proxy.Plan((_, ofVerb) => ofVerb == 1 ? trouble : null);

        await ObjectStoreStory.RunAsync(Through(Budget));

        Assert.Equal(Server.Verbs, proxy.Troubled.Order());
        Assert.Equal(0, await Server.CountUnfinishedAsync());
    }

    /// <summary><c>tests/stores</c> has every trouble at every request; here are some of them.</summary>
    [Fact]
    public async Task Trouble_at_any_request_is_not_seen()
    {
        proxy.Plan((_, _) => null);
        await ObjectStoreStory.RunAsync(Through(Budget));
        var cases = Enumerable.Range(1, proxy.Requests).SelectMany(number => Passing.Select(trouble => (Number: number, Trouble: trouble))).ToArray();
        new Random(Campaign.Seed).Shuffle(cases);

        foreach (var (number, trouble) in cases.Take(Campaign.Setting("GRANARY_STORES", 4)))
        {
            proxy.Plan((_, _, ofAll) => ofAll == number ? trouble : null);
            await ObjectStoreStory.RunAsync(Through(Budget));

            Assert.True(proxy.Troubled.Count == 1, $"Request {number} did not come.");
            Assert.True(await Server.CountUnfinishedAsync() == 0, $"{trouble} at request {number} leaves something half-written.");
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{cases.Length} cases, seed {Campaign.Seed}: {proxy.Requests} requests in a story");
    }

    [Theory]
    [InlineData(Trouble.FailBefore)]
    [InlineData(Trouble.TooManyBefore)]
    [InlineData(Trouble.FailAfter)]
    [InlineData(Trouble.ResetAfter)]
    public async Task Trouble_that_stays_ends_with_the_budget_and_may_be_tried_again(Trouble trouble)
    {
        var store = Through(TimeSpan.FromMilliseconds(500));
        Assert.True(await ObjectStoreStory.WriteAsync(Through(Budget), File, [1]));
        await using var open = (await store.OpenAsync(File, Token))!;
        proxy.Plan((_, _) => trouble);

        await Task.WhenAll(
            SeesAsync(() => ObjectStoreStory.WriteAsync(store, ObjectStoreStory.Folder / "other", [1])),
            SeesAsync(() => store.OpenAsync(File, Token)),
            SeesAsync(() => open.ReadExactlyAsync(new byte[1], Token).AsTask()),
            SeesAsync(() => store.ListAsync(ObjectStoreStory.Folder, Token).ToListAsync(Token).AsTask()),
            SeesAsync(() => store.DeleteAsync(File, Token)),
            SeesAsync(() => store.DeleteUnfinishedAsync(ObjectStoreStory.Folder, Token)));

        Assert.True(proxy.Requests > 6);

        static async Task SeesAsync(Func<Task> act) => Assert.Equal(FaultSide.Store, (await Assert.ThrowsAsync<TransientException>(act)).Side);
    }

    [Fact]
    public async Task A_part_that_arrives_damaged_never_becomes_a_file_that_somebody_believes()
    {
        var store = Through(Budget);
        var bytes = RandomNumberGenerator.GetBytes(ObjectStoreStory.Sizes.First * 5 / 2);
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

        Assert.Single(proxy.Troubled);
        Assert.Equal(written ? bytes : null, await ObjectStoreStory.ReadAsync(store, File));
        Assert.Equal(!written, await ObjectStoreStory.WriteAsync(store, File, bytes));
    }

    [Fact]
    public async Task Reading_the_end_does_not_read_the_whole()
    {
        var store = Through(Budget);
        var bytes = RandomNumberGenerator.GetBytes(4 << 20);
        Assert.True(await ObjectStoreStory.WriteAsync(store, File, bytes));
        await using var stream = (await store.OpenAsync(File, Token))!;
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

    private ObjectArchiveStore Through(TimeSpan budget) =>
        new(Server.Open(proxy.Address, ObjectStoreStory.Sizes), new Patience(Attempt, budget, TimeProvider.System), "", TimeSpan.Zero);
}
