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
        var archives = "";
        try
        {
            await using var stand = await CrashStand.StartAsync(2 * passes, silos: 2, prepare: stand => Mount(archives = Path.Combine(stand.Data, "archives")), environment: new Dictionary<string, string>
            {
                ["Granary__Backups__Pause"] = "00:00:00.300",
                [CrashStand.TidyAgainAfter] = "00:00:00",
            });
            var failed = 0;
            foreach (var pair in stand.Tenants.Chunk(2))
            {
                var filler = Path.Combine(archives, "filler");
                var left = random.Next(0, 48 << 10);
                await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(archives).AvailableFreeSpace - left], TestContext.Current.CancellationToken);
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
        finally
        {
            if (archives.Length > 0) Shell.Run("umount", "/", archives);
        }
    }

    private static void Mount(string archives)
    {
        Directory.CreateDirectory(archives);
        var mounted = Shell.Run("mount", "/", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", archives);
        Assert.True(mounted.ExitCode == 0, mounted.Error);
    }
}
