using Granary.Contracts;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.EndToEnd.Tests.Stories;
using Granary.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>A silo ends in the middle of a backup, and the person at the page gets the backup all the same.</summary>
public sealed class ClusterStory(Browser browser, ClusterServers servers) : IClassFixture<Browser>, IClassFixture<ClusterServers>
{
    // Ten parts; some seconds on a machine that has nothing else to do.
    private const int Records = 500;

    /// <summary>What a page may say while silos come and go.</summary>
    internal static readonly string[] GoodNews = ["A backup is being archived.", "A backup is ready for download.", "The backup is ready: its files are under Downloads."];

    [Fact]
    public async Task A_silo_that_is_stopped_hands_its_backup_over_and_nobody_sees_an_error()
    {
        // What they have said so far was to other tests.
        var said = servers.Silos.ToDictionary(silo => silo, silo => silo.Output.Length);
        var (tenant, page, silo, other) = await BeginAsync("stopped");

        Assert.Equal(0, await silo.StopAsync());

        await ExpectReadyAsync(page);
        Assert.True(ClusterServers.Runs(other, tenant, attempt: 2));
        Assert.DoesNotContain("fail: Granary", silo.Output[said[silo]..], StringComparison.Ordinal);
        var alerts = await new Alerts(page.Page).SoFarAsync();
        Assert.Contains(GoodNews[^1], alerts);
        Assert.Empty(alerts.Except(GoodNews));
        await servers.ReplaceAsync(silo);
    }

    [Fact]
    public async Task A_backup_whose_silo_is_killed_goes_on_at_the_other_one()
    {
        var (tenant, page, silo, other) = await BeginAsync("killed");

        silo.Kill();

        await Wait.UntilAsync(() => ClusterServers.Runs(other, tenant, attempt: 2), "the second attempt, on the other silo");
        await ExpectReadyAsync(page);
        await servers.ReplaceAsync(silo);
    }

    [Fact]
    public async Task Silos_that_come_when_all_have_died_at_once_are_soon_let_in_and_go_on_with_the_backup()
    {
        var (_, page, silo, other) = await BeginAsync("alone");

        foreach (var dead in new[] { silo, other }) dead.Kill();
        foreach (var dead in new[] { silo, other }) await servers.ReplaceAsync(dead);

        await ExpectReadyAsync(page);
    }

    [Fact]
    public async Task A_program_of_the_cluster_that_does_not_say_for_whom_it_calls_is_refused()
    {
        using var client = servers.Client();
        await client.StartAsync(TestContext.Current.CancellationToken);
        var (stopped, killed) = (new TenantId("eu", "stopped"), new TenantId("eu", "killed"));
        var grain = client.Services.GetRequiredService<IGrainFactory>().Tenant(stopped);

        await Assert.ThrowsAsync<ForeignCallException>(grain.GetOverview);
        using (Caller.Of(killed).Enter()) await Assert.ThrowsAsync<ForeignCallException>(grain.GetOverview);
        using (Caller.Of(stopped).Enter()) Assert.Equal(stopped, (await grain.GetOverview()).Profile.Id);

        await client.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_a_silo_refuses_to_begin_is_asked_again_and_what_it_takes_along_where_that_changes_nothing()
    {
        var way = new BadWay();
        using var client = servers.Client(services => services.AddSingleton<IOutgoingGrainCallFilter>(way));
        await client.StartAsync(TestContext.Current.CancellationToken);
        var tenant = new TenantId("eu", "stopped");
        var (grain, ada) = (client.Services.GetRequiredService<IGrainFactory>().Tenant(tenant), new Actor(ActorKind.Person, "ada", "Ada"));
        using var caller = Caller.Of(tenant).Enter();

        way.Fail(BadWay.Refused, BadWay.Refused);
        Assert.Equal(StopAnswer.NothingToStop, await grain.StopSchedule(ada));
        way.Fail(BadWay.Refused, BadWay.Lost, BadWay.GivenUp);
        Assert.Equal(tenant, (await grain.GetOverview()).Profile.Id);
        foreach (var failure in new[] { BadWay.Lost, BadWay.GivenUp })
        {
            way.Fail(failure);
            await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.StopSchedule(ada));
        }
        way.Fail([.. Enumerable.Repeat(BadWay.Refused, 20)]);
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(grain.GetOverview);

        await client.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_dashboard_of_a_web_process_shows_no_more_than_that_of_a_silo()
    {
        var operators = await browser.SignInAsync(servers.Address, "Olu Ade", "en-GB");

        Assert.Equal(200, (await operators.APIRequest.GetAsync("/dashboard/DashboardCounters")).Status);
        Assert.NotEqual(200, (await operators.APIRequest.GetAsync("/dashboard/Trace")).Status);
    }

    // "Download now" of a tenant whose backup takes a while, which has come so far that there is something to go on from.
    private async Task<(StoryTenant Tenant, BackupPage Page, GranaryServer Runs, GranaryServer Other)> BeginAsync(string name)
    {
        var tenant = servers.Tenant(name);
        tenant.Crm.WithSlowReadings(Records);
        var page = new BackupPage(await browser.SignInAsync(servers.Address, tenant.Ada, "en-GB", prepare: Alerts.RecordAsync));
        await page.DownloadNow.ClickAsync();
        var (runs, other) = await servers.RunningAsync(tenant);
        return (tenant, page, runs, other);
    }

    private static async Task ExpectReadyAsync(BackupPage page)
    {
        await Expect(page.Downloads.Locator("article")).ToHaveCountAsync(1);
        await Expect(page.Downloads.GetByText("Ready", new() { Exact = true })).ToBeVisibleAsync();
        var file = await page.DownloadAsync("Data_001.zip");
        Assert.Null(await file.FailureAsync());
    }
}
