using System.Security.Cryptography;
using Granary.Adapters.Objects;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Tests.Objects;

/// <summary>Everything that a backup does with its store, in short.</summary>
internal static class ObjectStoreStory
{
    /// <summary>So small that little has several parts.</summary>
    public static PartSizes Sizes { get; } = new(First: 64 << 10, Largest: 64 << 10, Doubling: 1_000, Count: 1_000);

    public static ArchiveKey Folder { get; } = ArchiveKey.Of(new TenantId("eu", "acme"), new BackupId(7)).Epoch(1);

    private static byte[] Small { get; } = RandomNumberGenerator.GetBytes(1_000);

    private static byte[] Large { get; } = RandomNumberGenerator.GetBytes((128 << 10) + 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task RunAsync(IArchiveStore store)
    {
        Assert.True(await WriteAsync(store, Folder / "small", Small));
        Assert.False(await WriteAsync(store, Folder / "small", Large));
        Assert.True(await WriteAsync(store, Folder / "large", Large));
        await Assert.ThrowsAsync<InvalidDataException>(() => store.WriteAsync(Folder / "half", async (stream, token) =>
        {
            await stream.WriteAsync(Large, token);
            throw new InvalidDataException("half way");
        }, Token));

        Assert.Equal([Folder / "large", Folder / "small"], await store.ListAsync(Folder, Token).ToListAsync(Token));
        Assert.Equal(Small, await ReadAsync(store, Folder / "small"));
        Assert.Equal(Large, await ReadAsync(store, Folder / "large"));
        Assert.Null(await ReadAsync(store, Folder / "half"));

        await store.DeleteAsync(Folder, Token);
        Assert.Empty(await store.ListAsync(Folder, Token).ToListAsync(Token));
    }

    public static Task<bool> WriteAsync(IArchiveStore store, ArchiveKey key, byte[] bytes) =>
        store.WriteAsync(key, async (stream, token) => await stream.WriteAsync(bytes, token), Token);

    public static async Task<byte[]?> ReadAsync(IArchiveStore store, ArchiveKey key)
    {
        await using var stream = await store.OpenAsync(key, Token);
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Token);
        return bytes;
    }
}
