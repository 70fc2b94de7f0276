using Granary.Adapters.Cluster;
using Granary.Host.Cluster;
using Granary.Testing;
using Granary.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Reminders;
using Orleans.Runtime;
using HostBuilder = Microsoft.Extensions.Hosting.Host;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>By which clock a process of a cluster goes.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task A_process_whose_machine_is_days_ahead_goes_by_the_database_from_its_start_and_says_so()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var log = new RecordedLog();
        using var host = Build(database.ConnectionString, builder =>
        {
            builder.Services.AddSingleton(provider => new ClusterClock(provider.GetRequiredService<ClusterDatabase>(), new WrongMachine()));
            builder.Logging.AddProvider(log);
        });

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TimeProvider.System.GetUtcNow(), host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), TimeSpan.FromSeconds(10));
        Assert.Contains(log.Entries, entry => entry.Message.Contains("clocks of this machine and of the cluster's database differ", StringComparison.Ordinal));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Orleans_has_a_clock_that_nobody_sets_but_for_what_silos_tell_each_other(bool isSilo)
    {
        using var host = Build("Host=localhost", builder =>
        {
            if (isSilo) builder.AddClusterSilo();
            else builder.AddClusterClient();
        });

        Assert.IsType<ClusterClock>(host.Services.GetRequiredService<TimeProvider>());
        Assert.IsType<ClusterClock>(host.Services.GetRequiredKeyedService<TimeProvider>(ReminderTimeProviderNames.Reminders));
        // It writes them with DateTime.UtcNow.
        Assert.Same(TimeProvider.System, host.Services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Membership));
        foreach (var area in new[] { TimeProviderNames.Grains, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.ActivationManagement, TimeProviderNames.GrainDirectory })
            Assert.IsType<SteadyClock>(host.Services.GetRequiredKeyedService<TimeProvider>(area));
    }

    private static IHost Build(string database, Action<HostApplicationBuilder> configure)
    {
        var builder = HostBuilder.CreateEmptyApplicationBuilder(null);
        builder.Configuration[GranaryClusterOptions.DatabaseSetting] = database;
        builder.AddCluster();
        configure(builder);
        return builder.Build();
    }

    private sealed class WrongMachine : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(8);
    }
}
