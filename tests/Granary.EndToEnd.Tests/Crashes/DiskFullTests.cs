using Granary.Testing;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>The disk of the archives (a tmpfs of 4 MB) is filled up to a random byte, a backup meets its end, and the next one is ready: <c>tests/outages</c>.</summary>
public sealed class DiskFullTests
{
    private const long Size = 4 << 20;

    [Fact(Explicit = true)]
    public async Task A_full_disk_harms_nothing_and_the_next_backup_is_ready()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may mount a tmpfs.");
        var passes = Campaign.Setting("GRANARY_FULL_DISKS", normally: 20);
        var random = new Random(Campaign.Seed);
        using var disk = new SmallDisk();
        await using var stand = await CrashStand.StartAsync(2 * passes, silos: 2, prepare: disk.HoldArchivesOf, environment: new Dictionary<string, string>
        {
            ["Granary__Archives__Store__MinimumFreeMegabytes"] = "0",
            ["Granary__Backups__Pause"] = "00:00:00.300",
            [CrashStand.TidyAgainAfter] = "00:00:00",
        });
        var failed = 0;
        foreach (var pair in stand.Tenants.Chunk(2))
        {
            var filler = await disk.FillAsync(leaving: random.Next(0, 48 << 10));
            await stand.RequestAsync(pair[0]);
            await stand.RestAsync(pair[0]);
            if (await stand.StateAsync(pair[0]) == "Failed") failed++;
            File.Delete(filler);

            await stand.RequestAsync(pair[1]);
            await stand.RestAsync(pair[1]);
            Assert.Equal("Ready", await stand.StateAsync(pair[1]));
        }
        await stand.CheckAsync(stand.Tenants);

        Assert.Empty(stand.Deaths);
        Assert.True(failed >= passes / 2, $"Only {failed} backups met the end of the disk.");
        await Console.Out.WriteLineAsync($"{passes} full disks: {failed} backups failed for it and got their quota back, the next one was ready each time; seed {Campaign.Seed}");
    }

    private sealed class SmallDisk : IDisposable
    {
        private readonly TemporaryDirectory directory = new();

        public SmallDisk()
        {
            var mounted = Shell.Run("mount", "/", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", directory.Path);
            Assert.True(mounted.ExitCode == 0, mounted.Error);
        }

        public void HoldArchivesOf(CrashStand stand) => Directory.CreateSymbolicLink(Path.Combine(stand.Data, "archives"), directory.Path);

        public async Task<string> FillAsync(long leaving)
        {
            var filler = directory.At("filler");
            await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(directory.Path).AvailableFreeSpace - leaving], TestContext.Current.CancellationToken);
            return filler;
        }

        public void Dispose()
        {
            Shell.Run("umount", "/", directory.Path);
            directory.Dispose();
        }
    }
}
