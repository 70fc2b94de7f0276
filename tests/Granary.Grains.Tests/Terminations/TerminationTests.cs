using System.Text.Json;
using System.Text.RegularExpressions;
using Granary.Adapters.Crm;
using Granary.Archive.Verification;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Granary.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Granary.Grains.Tests.Terminations;

/// <summary>A database that ends connections in the middle of backups. <c>tests/terminations</c> runs more of them.</summary>
public sealed partial class TerminationTests
{
    private static readonly TenantId Tenant = new("eu", "bank");
    private static readonly Actor Teller = new(ActorKind.Person, "teller", "Tess Teller");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backups_end_ready_and_show_one_instant_whichever_connections_the_server_ends()
    {
        var (seed, backups) = (Campaign.Seed, Campaign.Setting("GRANARY_TERMINATIONS", 5));
        var random = new Random(seed);
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var bank = new Bank(database);
        await bank.OpenAsync();
        await using var cluster = await TestCluster.StartAsync(new CrmScene(), silos: 2, configure: services =>
        {
            services.RemoveAll<ICrmSource>();
            services.AddCrm(options =>
            {
                options.Provider = "Postgres";
                options.Database = database.ConnectionString;
                options.Tenants.Add(new CrmTenantOptions { Id = Tenant.Name, Region = Tenant.Region, TimeZone = "Etc/UTC", Country = "FR", Edition = "Enterprise" });
            });
        });
        await cluster.Grains.Tenant(Tenant).SetUnits(Teller, backups);
        using var closing = new CancellationTokenSource();
        var trading = bank.TradeAsync(seed, closing.Token);
        var terminator = new Terminator(database, random);

        var startedOver = 0;
        var took = TimeSpan.FromSeconds(1);
        for (var i = 0; i < backups; i++)
        {
            var since = TimeProvider.System.GetTimestamp();
            var answer = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Tenant, Teller));
            await terminator.RunAsync(took / 3, Token);
            var backup = await cluster.EndedAsync(Tenant, answer.Id);
            took = TimeProvider.System.GetElapsedTime(since);

            Assert.True(backup.State is BackupState.Ready, $"Backup {i + 1} is {backup.State}: {backup.Fault} {string.Join(", ", backup.Publication?.Warnings ?? [])}");
            using var copy = await cluster.DownloadAsync(Tenant, backup);
            Assert.Empty(await BackupVerifier.VerifyAsync(copy.Path, cluster.Key, Token));
            Assert.Equal((Bank.Rows, Bank.Whole), await Bank.CountAsync(copy.At("Data_001.zip")));
            if (await SnapshotEpochAsync(copy) > 1) startedOver++;
        }
        await closing.CancelAsync();
        var moves = await trading;

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{backups} backups ready; {terminator.Ended.Keepers} connections that kept a snapshot and {terminator.Ended.Readers} others ended; {startedOver} started over; money moved {moves} times; seed {seed}");
        Assert.True(terminator.Ended is { Keepers: > 0 } or { Readers: > 0 }, "No connection was ended.");
        Assert.True(moves > 0, "No money moved.");
    }

    private static async Task<int> SnapshotEpochAsync(TemporaryDirectory backup)
    {
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(backup.At("manifest.json"), Token));
        return int.Parse(Epoch().Match(manifest.RootElement.GetProperty("snapshot").GetProperty("id").GetString()!).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("-e([0-9]+)-")]
    private static partial Regex Epoch();
}
