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

    /// <summary>How many files are half-written, in whatever way the store keeps such.</summary>
    protected abstract Task<int> CountUnfinishedAsync();

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
    public async Task A_reader_whose_file_is_deleted_meanwhile_gets_its_bytes_or_none()
    {
        var bytes = Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 31)).ToArray();
        await WriteAsync(File, bytes);
        await using var stream = (await Store.OpenAsync(File, Token))!;
        await stream.ReadExactlyAsync(new byte[10], Token);
        await Store.DeleteAsync(Folder, Token);
        await WriteAsync(File, new byte[1_000_000]);

        var rest = new byte[999_990];
        try
        {
            await stream.ReadExactlyAsync(rest, Token);
        }
        catch (TransientException)
        {
            return;
        }

        Assert.Equal(bytes[10..], rest);
    }

    [Fact]
    public async Task A_large_file_is_read_from_anywhere_as_it_was_written()
    {
        var bytes = Large();
        await WriteAsync(File, bytes);
        await using var stream = (await Store.OpenAsync(File, Token))!;

        foreach (var start in new[] { 0, bytes.Length - 1, bytes.Length / 2, bytes.Length / 3 })
        {
            var piece = new byte[Math.Min(300_000, bytes.Length - start)];
            stream.Position = start;
            await stream.ReadExactlyAsync(piece, Token);
            Assert.True(piece.AsSpan().SequenceEqual(bytes.AsSpan(start, piece.Length)));
        }

        Assert.Equal(bytes.Length, stream.Length);
        Assert.Equal(0, await CountUnfinishedAsync());
    }

    [Fact]
    public async Task Of_two_writers_of_a_large_file_exactly_one_makes_it()
    {
        byte[][] contents = [Large(), Large()];
        var ready = new CountdownEvent(2);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var won = await Task.WhenAll(contents.Select(content => Store.WriteAsync(File, async (stream, token) =>
        {
            if (ready.Signal()) start.SetResult();
            await start.Task;
            await stream.WriteAsync(content, token);
        }, Token)));

        Assert.Single(won, made => made);
        Assert.Equal(contents[Array.IndexOf(won, true)], await ReadAsync(Store, File));
        await Store.DeleteAsync(Folder, Token);
        Assert.Equal(0, await CountUnfinishedAsync());
    }

    [Fact]
    public async Task Who_comes_late_with_a_large_file_does_not_replace_the_one_that_was_made_meanwhile()
    {
        var made = Large();

        Assert.False(await Store.WriteAsync(File, async (stream, token) =>
        {
            await stream.WriteAsync(Large(), token);
            Assert.True(await WriteAsync(File, made));
        }, Token));

        Assert.Equal(made, await ReadAsync(Store, File));
        await Store.DeleteAsync(Folder, Token);
        Assert.Equal(0, await CountUnfinishedAsync());
    }

    [Fact]
    public async Task A_writer_that_fails_late_leaves_nothing_half_written()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Store.WriteAsync(File, async (stream, token) =>
        {
            await stream.WriteAsync(Large(), token);
            throw new InvalidDataException("almost");
        }, Token));

        Assert.Null(await ReadAsync(Store, File));
        Assert.Equal(0, await CountUnfinishedAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_writer_has_half_written_goes_when_its_folder_is_tidied_or_deleted_and_the_writer_fails(bool tidied)
    {
        var bytes = Large();
        var whole = Folder.Epoch(2) / "whole";
        await WriteAsync(whole, [1]);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Store.WriteAsync(File, async (stream, token) =>
        {
            await stream.WriteAsync(bytes, token);
            written.SetResult();
            await goOn.Task;
            await stream.WriteAsync(bytes, token);
        }, Token);
        await written.Task;

        var other = Reopen();
        await (tidied ? other.DeleteUnfinishedAsync(Folder, Token) : other.DeleteAsync(Folder.Epoch(1), Token));

        Assert.Equal([whole], await ListAsync(Folder));
        goOn.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => writing);
        Assert.Null(await ReadAsync(Store, File));
        Assert.Equal(0, await CountUnfinishedAsync());
        Assert.True(await WriteAsync(File, [2]));
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

    // More than a store takes in one request.
    private static byte[] Large() => System.Security.Cryptography.RandomNumberGenerator.GetBytes((1 << 20) + 1);

    private async Task<List<ArchiveKey>> ListAsync(ArchiveKey folder) => await Store.ListAsync(folder, Token).ToListAsync(Token);
}
