using Granary.Adapters.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Cluster;

public sealed class ClusterClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Close = TimeSpan.FromSeconds(5);

    private readonly ClusterHarness cluster = new();
    private readonly Machine machine = new();

    public ValueTask InitializeAsync() => cluster.InitializeAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_machine_that_is_days_off_goes_by_the_time_of_the_database(int days)
    {
        machine.Ahead = TimeSpan.FromDays(days);
        var clock = await ClockAsync();

        Assert.Equal(TimeProvider.System.GetUtcNow(), clock.GetUtcNow(), Close);
        Assert.Equal(days, Math.Round((await clock.LookAsync(TestContext.Current.CancellationToken)).TotalDays));
    }

    [Fact]
    public async Task A_machine_whose_time_is_set_meanwhile_does_not_move_the_clock()
    {
        var clock = await ClockAsync();

        machine.Ahead = TimeSpan.FromDays(8);

        Assert.Equal(TimeProvider.System.GetUtcNow(), clock.GetUtcNow(), Close);
        Assert.Equal(8, Math.Round((await clock.LookAsync(TestContext.Current.CancellationToken)).TotalDays));
    }

    [Fact]
    public async Task A_machine_that_stood_still_catches_up()
    {
        var clock = await ClockAsync();

        // What is suspended does not count on.
        machine.Lost = TimeSpan.FromHours(1);
        Assert.Equal(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1), clock.GetUtcNow(), Close);
        await clock.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TimeProvider.System.GetUtcNow(), clock.GetUtcNow(), Close);
    }

    private async Task<ClusterClock> ClockAsync()
    {
        var clock = new ClusterClock(cluster.Open().GetRequiredService<ClusterDatabase>(), machine);
        await clock.LookAsync(TestContext.Current.CancellationToken);
        return clock;
    }

    /// <summary>A machine whose time may be wrong, and which may be suspended.</summary>
    private sealed class Machine : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public TimeSpan Lost { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

        public override long GetTimestamp() => System.GetTimestamp() - (long)(Lost.TotalSeconds * System.TimestampFrequency);
    }
}
