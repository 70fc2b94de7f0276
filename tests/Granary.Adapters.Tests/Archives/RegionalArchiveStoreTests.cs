using Granary.Adapters.Archives;
using Granary.Adapters.Files;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;

namespace Granary.Adapters.Tests.Archives;

public sealed class RegionalArchiveStoreTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    public static TheoryData<string, Func<IArchiveStore, ArchiveKey, Task>> Verbs => new()
    {
        { "write", (store, key) => store.WriteAsync(key, (_, _) => Task.CompletedTask, Token) },
        { "open", (store, key) => store.OpenAsync(key, Token) },
        { "list", (store, key) => store.ListAsync(key, Token).ToListAsync(Token).AsTask() },
        { "delete", (store, key) => store.DeleteAsync(key, Token) },
        { "tidy", (store, key) => store.DeleteUnfinishedAsync(key, Token) },
    };

    [Theory]
    [MemberData(nameof(Verbs), DisableDiscoveryEnumeration = true)]
    public async Task A_store_of_another_region_is_refused(string verb, Func<IArchiveStore, ArchiveKey, Task> ask)
    {
        var anywhere = new FileArchiveStore(directory.Path);
        await anywhere.WriteAsync(Of("us"), (_, _) => Task.CompletedTask, Token);
        var store = new RegionalArchiveStore(anywhere, new HashSet<string> { "eu", "in" });

        var refusal = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => ask(store, Of("us")));

        Assert.Contains("'us'", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await anywhere.OpenAsync(Of("us"), Token));
        await ask(store, Of("in"));
        Assert.NotEmpty(verb);
    }

    [Fact]
    public async Task A_store_without_regions_is_for_all()
    {
        var store = new RegionalArchiveStore(new FileArchiveStore(directory.Path), new HashSet<string>());

        Assert.True(await store.WriteAsync(Of("us"), (_, _) => Task.CompletedTask, Token));
        Assert.False(store.IsOn);
    }

    private static ArchiveKey Of(string region) => ArchiveKey.Of(new TenantId(region, "acme"), new BackupId(7)) / "manifest.json";
}
