using Granary.Testing;
using Granary.Testing.Postgres;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>The database of a cluster stops at once and comes back, again and again, while backups run: <c>tests/outages</c>.</summary>
public sealed class DatabaseOutageTests
{
    private const int AtOnce = 5;

    [Fact(Explicit = true)]
    public async Task Backups_wait_for_a_database_that_is_away_and_are_tried_no_more_often_for_it()
    {
        var backups = Campaign.Setting("GRANARY_OUTAGES", normally: 20);
        var random = new Random(Campaign.Seed);
        await using var server = await PostgresServer.StartAsync();
        await using var stand = await CrashStand.StartAsync(backups, server);
        // A backup is small; so it lasts some seconds all the same, and outages meet it.
        stand.MayGoOn = async _ =>
        {
            await Task.Delay(50);
            return true;
        };

        var outages = 0;
        foreach (var some in stand.Tenants.Chunk(AtOnce))
        {
            var working = Task.WhenAll(some.Select(async tenant =>
            {
                await stand.RequestAsync(tenant);
                await stand.RestAsync(tenant);
            }));
            for (var i = 0; i < 2; i++)
            {
                await Task.Delay(random.Next(500, 2500), TestContext.Current.CancellationToken);
                if (working.IsCompleted) break;
                outages++;
                await server.CrashAsync();
                await Task.Delay(random.Next(500, 8000), TestContext.Current.CancellationToken);
                await server.StartAgainAsync();
            }
            await working;
        }
        await stand.CheckAsync(stand.Tenants);

        var said = string.Concat(stand.Cluster.Silos.Select(silo => silo.Output));
        Assert.Empty(stand.Deaths);
        Assert.DoesNotContain("failed at", said, StringComparison.Ordinal);
        Assert.True(outages >= backups / AtOnce, $"Only {outages} outages met a backup.");
        await Console.Out.WriteLineAsync($"{backups} backups ready, {outages} outages of the database, no attempt burnt, no silo lost; seed {Campaign.Seed}");
    }
}
