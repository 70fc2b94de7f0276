using Granary.EndToEnd.Tests.Cluster;
using Granary.EndToEnd.Tests.Stories;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>All silos of a cluster are stopped and started again, one after the other, as an upgrade does it: <c>tests/rolling</c>.</summary>
public sealed class RollingRestartTests(Browser browser) : IClassFixture<Browser>
{
    private const int AtOnce = 8;
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(20);

    [Fact(Explicit = true)]
    public async Task An_upgrade_fails_no_backup_and_shows_no_error()
    {
        var (backups, rounds) = (Campaign.Setting("GRANARY_ROLLING", normally: 50), Campaign.Setting("GRANARY_ROLLING_ROUNDS", normally: 1));
        await using var stand = await CrashStand.StartAsync(backups * rounds * 2, hasWeb: true);
        // A backup is small; so it lasts some seconds all the same, and every stop meets several.
        stand.MayGoOn = async _ =>
        {
            await Task.Delay(150);
            return true;
        };
        var page = await browser.SignInAsync(stand.Cluster.Web!.Address, $"Ada of {stand.Tenants[0]}", "en-GB", prepare: Alerts.RecordAsync);
        var refused = new List<string>();
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) refused.Add($"{response.Status} {response.Url}");
        };
        await new BackupPage(page).DownloadNow.ClickAsync();

        var isRestarted = false;
        var begun = 1;
        async Task WorkAsync()
        {
            while (!isRestarted || begun < backups)
            {
                var tenant = stand.Tenants[Interlocked.Increment(ref begun) - 1];
                await stand.RequestAsync(tenant);
                await stand.RestAsync(tenant);
            }
        }
        // Some ask for this and that, of all tenants, and are told at once.
        var answers = 0;
        async Task AskAsync()
        {
            for (; !isRestarted; Interlocked.Increment(ref answers))
            {
                await stand.LookAsync(stand.Tenants[Random.Shared.Next(stand.Tenants.Count)]);
                await Task.Delay(AskEvery);
            }
        }
        var asking = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => AskAsync()));
        var working = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync()));
        for (var restart = 0; restart < stand.Cluster.Silos.Count * rounds; restart++)
        {
            // The one that has been there for longest.
            Assert.Equal(0, await stand.RestartAsync(stand.Cluster.Silos[0]));
            await stand.Cluster.ReadyAsync();
        }
        isRestarted = true;
        await asking;
        await working;
        await stand.RestAsync(stand.Tenants[0]);
        var asked = stand.Tenants.Take(begun).ToList();
        await stand.CheckAsync(asked);

        foreach (var tenant in asked) Assert.Equal("Ready", await stand.StateAsync(tenant));
        Assert.Empty(stand.Deaths);
        var alerts = (await new Alerts(page).SoFarAsync()).Except(ClusterStory.GoodNews).ToList();
        Assert.True(alerts.Count == 0, $"The page said {string.Join("; ", alerts)}\n{stand.Cluster.Web.Output}");
        Assert.Empty(refused);
        await Console.Out.WriteLineAsync($"{begun} backups ready over {rounds} times a restart of three silos; the page showed no error, and {answers} calls were answered");
    }
}
