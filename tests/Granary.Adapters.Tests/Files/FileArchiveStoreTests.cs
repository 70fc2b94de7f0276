using System.Runtime.Versioning;
using Granary.Adapters.Files;
using Granary.Domain.Ports;
using Granary.Testing;
using Granary.Testing.Archives;

namespace Granary.Adapters.Tests.Files;

public sealed class FileArchiveStoreTests : ArchiveStoreContract, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    protected override IArchiveStore Store => field ??= Reopen();

    public void Dispose() => directory.Dispose();

    protected override IArchiveStore Reopen() => new FileArchiveStore(directory.Path);

    protected override Task<int> CountUnfinishedAsync() => Task.FromResult(Directory.GetFiles(directory.Path, ".tmp-*", SearchOption.AllDirectories).Length);

    [Fact]
    public async Task A_reader_that_has_begun_reads_to_the_end_of_a_file_that_is_deleted_meanwhile()
    {
        await WriteAsync(File, new byte[1_000_000]);
        await using var stream = (await Store.OpenAsync(File, TestContext.Current.CancellationToken))!;
        await stream.ReadExactlyAsync(new byte[10], TestContext.Current.CancellationToken);

        await Store.DeleteAsync(ArchiveKey.Of(File.Tenant, File.Backup), TestContext.Current.CancellationToken);

        await stream.ReadExactlyAsync(new byte[999_990], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_is_to_stay_free_on_the_disk_is_not_written_to()
    {
        var full = new FileArchiveStore(directory.Path, minimumFree: long.MaxValue);

        var refused = await Assert.ThrowsAsync<IOException>(() => full.WriteAsync(File, (_, _) => throw new InvalidOperationException("Something is written."), TestContext.Current.CancellationToken));

        Assert.Contains("are to stay free", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Store.OpenAsync(File, TestContext.Current.CancellationToken));
        Assert.Equal(0, await CountUnfinishedAsync());
    }

    [Fact]
    public async Task What_a_dead_writer_left_is_removed_and_what_is_whole_stays()
    {
        await WriteAsync(File, [1]);
        var leftover = directory.At("eu", "acme", "7", "e2", ".tmp-left");
        Directory.CreateDirectory(Path.GetDirectoryName(leftover)!);
        await System.IO.File.WriteAllTextAsync(leftover, "half", TestContext.Current.CancellationToken);

        await Store.DeleteUnfinishedAsync(ArchiveKey.Of(File.Tenant, File.Backup), TestContext.Current.CancellationToken);

        Assert.Equal([directory.At("eu", "acme", "7", "e1", "Data_001.zip")], Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.GetDirectoryName(leftover)));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task What_is_kept_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There files have no mode.");
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        await WriteAsync(File, [1]);

        Assert.Equal(owner, System.IO.File.GetUnixFileMode(Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories).Single()));
        Assert.All(Directory.GetDirectories(directory.Path, "*", SearchOption.AllDirectories), folder => Assert.Equal(owner | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(folder)));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_backup_whose_folder_is_deleted_but_the_tenants_own_folder()
    {
        await WriteAsync(File, [1]);

        await Store.DeleteAsync(File, TestContext.Current.CancellationToken);

        Assert.Equal([directory.At("eu", "acme")], Directory.GetDirectories(directory.At("eu")));
        Assert.Empty(Directory.GetFileSystemEntries(directory.At("eu", "acme")));
    }
}
