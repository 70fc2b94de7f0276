using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Jobs;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Grains.Tests;

/// <summary>Jobs and numbers over real storage.</summary>
public sealed class JobsTests : IAsyncLifetime
{
    private const int Tenants = 20;

    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly Actor Nightly = new(ActorKind.Token, "1", "Nightly");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestCluster cluster = null!;

    private ITenantJobs Jobs => cluster.Grains.Jobs(Acme);

    public async ValueTask InitializeAsync()
    {
        var scene = new CrmScene();
        foreach (var tenant in Others.Append(Acme)) scene.Add(tenant.Region, tenant.Name, new SceneModule("Leads", "Id").With("1"));
        cluster = await TestCluster.StartAsync(scene, clock: clock);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task No_two_tenants_have_one_number_whoever_asks_at_once_and_it_outlives_the_silos()
    {
        var asked = await Task.WhenAll(Others.Concat(Others).Select(tenant => cluster.Grains.Jobs(tenant).GetNumber()));
        await RestartAsync();
        var later = await Task.WhenAll(Others.Select(tenant => cluster.Grains.Jobs(tenant).GetNumber()));
        var last = await Jobs.GetNumber();

        Assert.Equal(Tenants, later.Distinct().Count());
        Assert.Equal([.. later, .. later], asked);
        Assert.DoesNotContain(last, later);
        Assert.All(later, number => Assert.True(number > 0));
    }

    [Fact]
    public async Task A_number_that_could_not_be_stored_is_not_given()
    {
        await cluster.ExecuteAsync("CREATE TRIGGER broken BEFORE INSERT ON OrleansStorage BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        await Assert.ThrowsAnyAsync<Exception>(Jobs.GetNumber);

        await cluster.ExecuteAsync("DROP TRIGGER broken");
        var number = await Jobs.GetNumber();
        Assert.NotEqual(number, await cluster.Grains.Jobs(Others[0]).GetNumber());
        Assert.Equal(number, await Jobs.GetNumber());
    }

    [Fact]
    public async Task Numbers_of_people_outlive_the_silos_also_those_that_only_reading_gave()
    {
        await cluster.Grains.Tenant(Acme).SaveSchedule(Sophia, new Recurrence.MonthlyByDate(1), from: null);
        Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Nightly));
        var before = await Jobs.GetHistory(1, 200);
        var job = await Jobs.GetJob();

        await RestartAsync();

        // What the backup has come to since is told first.
        var after = (await Jobs.GetHistory(1, 200)).Entries.TakeLast(2);
        Assert.Equal(["Nightly", "Sophia Isha"], after.Select(entry => entry.By.Name));
        Assert.Equal(before.Entries.TakeLast(2).Select(entry => entry.By), after.Select(entry => entry.By));
        Assert.Contains(job!.Requester, after.Select(entry => entry.By));
    }

    [Fact]
    public async Task A_schedule_is_cancelled_once_and_no_other_than_the_one_that_is_meant()
    {
        await cluster.Grains.Tenant(Acme).SaveSchedule(Sophia, new Recurrence.TwiceAMonth(DayOfWeek.Monday), from: null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Jobs.CancelJob(Sophia, new JobId(1))));

        Assert.Equal(1, answers.Count(answer => answer is CancelAnswer.Cancelled));
        Assert.Equal(7, answers.Count(answer => answer is CancelAnswer.AlreadyCancelled));
        Assert.Equal(JobState.Stopped, (await Jobs.GetJob())!.State);
    }

    [Fact]
    public async Task History_goes_on_in_the_table_and_ends_after_a_year()
    {
        var tenant = cluster.Grains.Tenant(Acme);
        var recurrences = new Recurrence[] { new Recurrence.TwiceAMonth(DayOfWeek.Monday), new Recurrence.MonthlyByDate(1) };
        for (var saved = 0; saved < 300; saved++)
        {
            await tenant.SaveSchedule(Sophia, recurrences[saved % 2], from: null);
            clock.Advance(TimeSpan.FromSeconds(3));
        }

        var pages = new[] { await Jobs.GetHistory(1, 200), await Jobs.GetHistory(2, 200) };
        clock.Advance(TimeSpan.FromDays(365) - TimeSpan.FromSeconds(750));
        var later = new[] { await Jobs.GetHistory(1, 200), await Jobs.GetHistory(2, 200) };
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal([200, 100], pages.Select(page => page.Entries.Count));
        Assert.Equal([true, false], pages.Select(page => page.HasMore));
        Assert.Equal(Enumerable.Range(1, 300).Reverse().Select(number => (long)number), pages.SelectMany(page => page.Entries).Select(entry => entry.Number));
        Assert.Equal([200, 50], later.Select(page => page.Entries.Count));
        Assert.Equal([true, false], later.Select(page => page.HasMore));
        Assert.Empty((await Jobs.GetHistory(1, 200)).Entries);
    }

    private async Task RestartAsync()
    {
        await cluster.StopAsync(killed: false);
        await cluster.StartAgainAsync(1);
    }

    private static TenantId[] Others { get; } = [.. Enumerable.Range(1, Tenants).Select(number => new TenantId("eu", $"t{number}"))];
}
