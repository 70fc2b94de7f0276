using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Xunit;

namespace Granary.Testing.Fleet;

/// <summary>What every <see cref="IFleet"/> promises. A class of tests for each fleet inherits it.</summary>
public abstract class FleetContract
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Standing Idle = new(null, null, null, 0, null, null, null);
    private static readonly Standing Running = Idle with { Open = BackupState.InProgress, OpenSince = Now.AddHours(-5) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IFleet Fleet { get; }

    /// <summary>A fleet over the same data, as another process would have it.</summary>
    protected abstract IFleet Reopen();

    [Fact]
    public async Task It_begins_empty()
    {
        Assert.Empty(await Fleet.CountAsync(Now, Token));
        foreach (var condition in Enum.GetValues<FleetCondition>()) Assert.Empty(await ListAsync(condition));
    }

    [Fact]
    public async Task Every_standing_is_read_back_as_it_was_written()
    {
        var paris = new DateTimeOffset(2026, 11, 23, 9, 42, 7, TimeSpan.FromHours(1)).AddTicks(1);
        foreach (var stage in Enum.GetValues<FaultStage>())
            foreach (var side in Enum.GetValues<FaultSide>())
            {
                var standing = new Standing(BackupState.Queued, paris, paris.AddDays(3), 7, paris.AddHours(-1), stage, side);
                await Fleet.ShowAsync(new TenantId("eu", $"{stage}-{side}".ToLowerInvariant()), standing, 1, Token);
                Assert.Contains(new FleetEntry(new TenantId("eu", $"{stage}-{side}".ToLowerInvariant()), standing), await Reopen().ListAsync(FleetCondition.Failing, null, Now, 0, 100, Token));
            }
    }

    [Fact]
    public async Task A_tenant_is_in_every_condition_that_it_is_in()
    {
        await Fleet.ShowAsync(new("eu", "idle"), Idle with { DueAt = Now.AddMinutes(-14) }, 1, Token);
        await Fleet.ShowAsync(new("eu", "running"), Running, 1, Token);
        await Fleet.ShowAsync(new("eu", "queued"), Idle with { Open = BackupState.Queued, OpenSince = Now.AddMinutes(-14) }, 1, Token);
        await Fleet.ShowAsync(new("us", "waits"), Idle with { Open = BackupState.Queued, OpenSince = Now.AddMinutes(-16) }, 1, Token);
        await Fleet.ShowAsync(new("us", "missed"), Failing(1) with { DueAt = Now.AddMinutes(-16) }, 1, Token);

        Assert.Equal(["us/missed", "us/waits"], await ListAsync(FleetCondition.Late));
        Assert.Equal(["us/missed"], await ListAsync(FleetCondition.Failing));
        Assert.Equal(["eu/running"], await ListAsync(FleetCondition.Running));
        Assert.Equal(["us/waits", "eu/queued"], await ListAsync(FleetCondition.Queued));
        Assert.Equal(
            [
                new FleetCount("eu", FleetCondition.Queued, 1), new("eu", FleetCondition.Running, 1),
                new("us", FleetCondition.Failing, 1), new("us", FleetCondition.Late, 2), new("us", FleetCondition.Queued, 1),
            ],
            (await Reopen().CountAsync(Now, Token)).OrderBy(count => count.Region).ThenBy(count => count.Condition.ToString()));
    }

    [Fact]
    public async Task The_worst_come_first_page_by_page_and_region_by_region()
    {
        foreach (var (name, failures) in new[] { ("a", 1), ("b", 3), ("c", 3), ("d", 2) }) await Fleet.ShowAsync(new("eu", name), Failing(failures), 1, Token);
        await Fleet.ShowAsync(new("us", "a"), Failing(9), 1, Token);

        Assert.Equal(["us/a", "eu/b", "eu/c", "eu/d", "eu/a"], await ListAsync(FleetCondition.Failing));
        Assert.Equal(["eu/c", "eu/d"], Names(await Fleet.ListAsync(FleetCondition.Failing, "eu", Now, 1, 2, Token)));
        Assert.Empty(await Fleet.ListAsync(FleetCondition.Failing, "eu' OR '1' = '1", Now, 0, 10, Token));
    }

    [Fact]
    public async Task A_newer_standing_replaces_an_older_one_and_not_the_other_way_round()
    {
        await Fleet.ShowAsync(Acme, Running, 5, Token);
        await Fleet.ShowAsync(Acme, Failing(1), 6, Token);
        await Reopen().ShowAsync(Acme, Running, 5, Token);

        Assert.Empty(await ListAsync(FleetCondition.Running));
        Assert.Equal(["eu/acme"], await ListAsync(FleetCondition.Failing));

        await Reopen().ShowAsync(Acme, Idle, 6, Token);
        Assert.Empty(await Fleet.CountAsync(Now, Token));
    }

    [Fact]
    public async Task Many_who_show_at_once_lose_nothing()
    {
        IFleet[] fleets = [Fleet, Reopen()];
        await Task.WhenAll(Enumerable.Range(1, 100).Select(number => fleets[number % 2].ShowAsync(new("eu", $"t{number % 10}"), Failing(number), number, Token)));

        Assert.Equal(Enumerable.Range(91, 10).Reverse(), (await Fleet.ListAsync(FleetCondition.Failing, null, Now, 0, 100, Token)).Select(entry => entry.Standing.Failures));
    }

    private static Standing Failing(int failures) => Idle with { Failures = failures, FailedAt = Now.AddHours(-1), Stage = FaultStage.Export, Side = FaultSide.Crm };

    private async Task<IEnumerable<string>> ListAsync(FleetCondition condition) => Names(await Fleet.ListAsync(condition, null, Now, 0, 100, Token));

    private static IEnumerable<string> Names(IEnumerable<FleetEntry> entries) => entries.Select(entry => entry.Tenant.ToString());
}
