using System.Globalization;
using System.Text.Json;
using Granary.Archive.Manifests;
using Granary.Archive.Verification;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Microsoft.Data.Sqlite;

namespace Granary.EndToEnd.Tests;

/// <summary>
/// SIGKILL at any moment of a backup, then a start: exactly one backup is there, it verifies, and nothing else is left.
/// <c>tests/kills</c> runs it as often as asked.
/// </summary>
public sealed class KillTests
{
    private static readonly TenantId Montblanc = new("eu", "montblanc");

    // No other process can be at it still.
    private static readonly Dictionary<string, string> AtOnce = new() { ["Granary__Backups__TidyAgainAfter"] = "00:00:00" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_that_was_killed_goes_on_at_the_next_start_and_ends_once()
    {
        var kills = Campaign.Setting("GRANARY_KILLS", normally: 1);
        var seed = Campaign.Seed;
        var random = new Random(seed);
        var steps = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var killed = 0;
        for (var round = 0; killed < kills; round++)
        {
            Assert.True(round < kills * 4, $"Only {killed} of {round} kills met a backup between Queued and Ready; seed {seed}.");
            using var directory = new TemporaryDirectory();
            Prepare(directory);
            var delay = TimeSpan.FromMilliseconds(random.Next(0, 1200));
            string step;
            await using (var server = GranaryServer.Start(directory.At("data")))
            {
                await Wait.UntilAsync(() => server.Output.Contains("was requested", StringComparison.Ordinal), "the request of the first backup");
                await Task.Delay(delay, Token);
                server.Kill();
                step = StepOf(directory.At("data"));
            }
            if (step == "ended") continue;

            killed++;
            steps[step] = steps.GetValueOrDefault(step) + 1;
            await using (var server = GranaryServer.Start(directory.At("data"), environment: AtOnce))
            {
                await server.ReadyAsync();
                await AssertEndsAsync(directory.At("data"), $"kill {killed} at '{step}' after {delay.TotalMilliseconds:N0} ms, seed {seed}");
            }
        }
        Console.WriteLine($"{killed} of {killed} ended with exactly one Ready backup that verifies; killed at: {string.Join(", ", steps.Select(step => $"{step.Key} {step.Value}"))}; seed {seed}");
    }

    // The demo is made before, so that a kill cannot fall into its making.
    private static void Prepare(TemporaryDirectory directory) =>
        Assert.Equal(0, GranaryProgram.Run(directory.At("data"), "modules", "montblanc").ExitCode);

    private static string StepOf(string data)
    {
        if (!IsOpen(data)) return "ended";
        var archives = Path.Combine(data, "archives");
        var files = Directory.Exists(archives) ? Directory.GetFiles(archives, "*", SearchOption.AllDirectories) : [];
        if (files.Any(file => file.EndsWith("/manifest.json", StringComparison.Ordinal))) return "6 published, not settled";
        if (files.Any(file => file.EndsWith(".zip", StringComparison.Ordinal))) return "5 assembling";
        var parts = files.Count(file => file.EndsWith(".part", StringComparison.Ordinal));
        if (parts > 8) return "4 most parts";
        if (parts > 0) return "3 some parts";
        return files.Any(file => file.EndsWith("/plan.json", StringComparison.Ordinal)) ? "2 planned" : "1 queued or snapshot";
    }

    private static async Task AssertEndsAsync(string data, string context)
    {
        await Wait.UntilAsync(() => !IsOpen(data), $"the end of the backup: {context}");

        using var tenant = JsonDocument.Parse(Query(data, "SELECT cast(PayloadBinary AS TEXT) FROM OrleansStorage WHERE GrainTypeString LIKE '%tenant%'")!);
        var backup = Assert.Single(tenant.RootElement.GetProperty("Backups").EnumerateArray());
        Assert.True(backup.GetProperty("State").GetString() is "Ready", $"{backup.GetProperty("State")}: {context}");
        var id = new BackupId(backup.GetProperty("Id").GetProperty("Value").GetInt64());
        var epoch = backup.GetProperty("Publication").GetProperty("Epoch").GetInt32();
        var expected = backup.GetProperty("Publication").GetProperty("Files").EnumerateArray()
            .Select(file => ArchiveKey.Published(Montblanc, id, epoch, file.GetProperty("Name").GetString()!).ToString());

        var archives = Path.Combine(data, "archives");
        Assert.Equal(expected.Order(StringComparer.Ordinal),
            Directory.GetFiles(archives, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(archives, file)).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.Combine(data, "snapshots"), "*", SearchOption.AllDirectories));

        var download = Directory.CreateDirectory(Path.Combine(data, "..", "download-" + id)).FullName;
        foreach (var file in expected) File.Copy(Path.Combine(archives, file), Path.Combine(download, Path.GetFileName(file)));
        using var key = ManifestKey.FromPem(await File.ReadAllTextAsync(Path.Combine(data, "keys", "manifest.pub.pem"), Token));
        Assert.Empty(await BackupVerifier.VerifyAsync(download, key, Token));
    }

    private static bool IsOpen(string data) => Query(data, "SELECT count(*) FROM OpenBackups") != "0";

    private static string? Query(string data, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "granary.sqlite")};Pooling=False;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
