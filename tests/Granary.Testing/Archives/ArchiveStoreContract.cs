using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Xunit;

namespace Granary.Testing.Archives;

/// <summary>What every <see cref="IArchiveStore"/> promises. A class of tests for each store inherits it.</summary>
public abstract class ArchiveStoreContract
{
    private static readonly TenantId Tenant = new("eu", "acme");
    private static readonly ArchiveKey Folder = ArchiveKey.Of(Tenant, new BackupId(7));

    protected static ArchiveKey File { get; } = Folder.Epoch(1) / "Data_001.zip";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IArchiveStore Store { get; }

    /// <summary>A store over the same files, as another process would have it.</summary>
    protected abstract IArchiveStore Reopen();

    [Fact]
    public async Task What_was_written_is_read_by_every_other_process()
    {
        var bytes = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31)).ToArray();

        Assert.True(await WriteAsync(File, bytes));

        Assert.Equal(bytes, await ReadAsync(Reopen(), File));
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await WriteAsync(File, []);

        Assert.Empty((await ReadAsync(Store, File))!);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_null() => Assert.Null(await ReadAsync(Store, File));

    [Fact]
    public async Task A_file_never_changes_once_it_is_there()
    {
        await WriteAsync(File, [1]);

        Assert.False(await WriteAsync(File, [2]));

        Assert.Equal(new byte[] { 1 }, await ReadAsync(Store, File));
    }

    [Fact]
    public async Task Of_many_writers_exactly_one_makes_the_file()
    {
        var start = new TaskCompletionSource();
        var writers = Enumerable.Range(1, 16).Select(i => Store.WriteAsync(File, async (stream, token) =>
        {
            await start.Task;
            await stream.WriteAsync(Enumerable.Repeat((byte)i, 100_000).ToArray(), token);
        }, Token)).ToArray();
        start.SetResult();

        var won = await Task.WhenAll(writers);

        var winner = Assert.Single(won.Index(), writer => writer.Item).Index + 1;
        Assert.All((await ReadAsync(Store, File))!, b => Assert.Equal(winner, b));
    }

    [Fact]
    public async Task A_writer_that_fails_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Store.WriteAsync(File, async (stream, token) =>
        {
            await stream.WriteAsync(new byte[200_000], token);
            throw new InvalidDataException("half way");
        }, Token));

        Assert.Null(await ReadAsync(Store, File));
        Assert.Empty(await ListAsync(Folder));
        Assert.True(await WriteAsync(File, [1]));
    }

    [Fact]
    public async Task A_file_does_not_appear_before_it_is_whole()
    {
        await Store.WriteAsync(File, async (stream, token) =>
        {
            await stream.WriteAsync(new byte[500_000], token);
            await stream.FlushAsync(token);
            Assert.Null(await ReadAsync(Reopen(), File));
            Assert.Empty(await ListAsync(Folder));
        }, Token);

        Assert.Equal([File], await ListAsync(Folder));
    }

    [Fact]
    public async Task Reading_may_begin_anywhere()
    {
        await WriteAsync(File, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        await using var stream = (await Store.OpenAsync(File, Token))!;

        stream.Seek(-3, SeekOrigin.End);
        var tail = new byte[3];
        await stream.ReadExactlyAsync(tail, Token);

        Assert.Equal(10, stream.Length);
        Assert.Equal([7, 8, 9], tail);
    }

    [Fact]
    public async Task A_folder_lists_what_is_below_it_in_order_and_nothing_else()
    {
        var other = ArchiveKey.Of(Tenant, new BackupId(70)) / "manifest.json";
        var neighbour = ArchiveKey.Of(new TenantId("eu", "acme-2"), new BackupId(7)) / "manifest.json";
        ArchiveKey[] below = [Folder.Epoch(1) / "Data_001.zip", Folder.Epoch(2) / "parts" / "Leads_001.part", Folder / "manifest.json"];
        foreach (var key in below.Reverse().Append(other).Append(neighbour)) await WriteAsync(key, [1]);

        Assert.Equal(below, await ListAsync(Folder));
    }

    [Fact]
    public async Task Deleting_a_folder_takes_everything_in_it_and_spares_its_neighbours()
    {
        var kept = Folder.Epoch(2) / "Data_001.zip";
        await WriteAsync(Folder.Epoch(1) / "parts" / "Leads_001.part", [1]);
        await WriteAsync(File, [1]);
        await WriteAsync(kept, [1]);

        await Store.DeleteAsync(Folder.Epoch(1), Token);

        Assert.Equal([kept], await ListAsync(Folder));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_does_nothing()
    {
        await Store.DeleteAsync(File, Token);
        await Store.DeleteAsync(Folder, Token);
        await Store.DeleteUnfinishedAsync(Folder, Token);
    }

    [Fact]
    public async Task A_deleted_file_can_be_written_again()
    {
        await WriteAsync(File, [1]);
        await Store.DeleteAsync(File, Token);

        Assert.True(await WriteAsync(File, [2]));
        Assert.Equal(new byte[] { 2 }, await ReadAsync(Store, File));
    }

    [Fact]
    public async Task A_reader_that_has_begun_reads_to_the_end_of_a_file_that_is_deleted_meanwhile()
    {
        await WriteAsync(File, new byte[1_000_000]);
        await using var stream = (await Store.OpenAsync(File, Token))!;
        await stream.ReadExactlyAsync(new byte[10], Token);

        await Store.DeleteAsync(Folder, Token);

        await stream.ReadExactlyAsync(new byte[999_990], Token);
    }

    protected async Task<bool> WriteAsync(ArchiveKey key, byte[] bytes) =>
        await Store.WriteAsync(key, async (stream, token) => await stream.WriteAsync(bytes, token), Token);

    private static async Task<byte[]?> ReadAsync(IArchiveStore store, ArchiveKey key)
    {
        await using var stream = await store.OpenAsync(key, Token);
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Token);
        return bytes;
    }

    private async Task<List<ArchiveKey>> ListAsync(ArchiveKey folder) => await Store.ListAsync(folder, Token).ToListAsync(Token);
}
