using Granary.Adapters.Cluster;
using Granary.Testing;
using Granary.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Storage;

namespace Granary.Grains.Tests.Cluster;

/// <summary>Two processes may run the same grain for a moment. What keeps them apart is that only one can write its first state.</summary>
public sealed class FirstWriteTests
{
    private const int Sessions = 12;
    private const int Grains = 400;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_who_write_the_first_state_of_a_grain_one_succeeds_and_the_others_hear_of_it()
    {
        await using var postgres = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var database = new ClusterDatabase(postgres.ConnectionString);
        await database.UpgradeAsync(Token);
        using var host = Silo(database);
        await host.StartAsync(Token);
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        using var start = new Barrier(Sessions);
        int[] WriteAll(int session)
        {
            try
            {
                return Enumerable.Range(0, Grains).Where(grain =>
                {
                    // All at the same grain at the same moment.
                    start.SignalAndWait();
                    return WriteFirstAsync(storage, GrainId.Create("note", $"eu/{grain}"), session).GetAwaiter().GetResult();
                }).ToArray();
            }
            finally
            {
                // The others do not wait for one that has failed.
                start.RemoveParticipant();
            }
        }

        var won = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(session =>
            Task.Factory.StartNew(() => WriteAll(session), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(Enumerable.Range(0, Grains), won.SelectMany(grains => grains).Order());
        Assert.Equal([Grains], await postgres.QueryAsync<int>("SELECT count(*)::int FROM OrleansStorage"));
        // What is stored is the winner's, not what somebody wrote over it.
        var winners = won.SelectMany((grains, session) => grains.Select(grain => (grain, session))).ToDictionary();
        foreach (var (grain, session) in winners) Assert.Equal(session, await ReadAsync(storage, GrainId.Create("note", $"eu/{grain}")));
        await host.StopAsync(Token);
    }

    private static async Task<bool> WriteFirstAsync(IGrainStorage storage, GrainId grain, int session)
    {
        try
        {
            await storage.WriteStateAsync("note", grain, new GrainState<Note>(new Note { Session = session }));
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private static async Task<int> ReadAsync(IGrainStorage storage, GrainId grain)
    {
        var state = new GrainState<Note>(new Note());
        await storage.ReadStateAsync("note", grain, state);
        return state.State!.Session;
    }

    private static IHost Silo(ClusterDatabase database)
    {
        var builder = new HostApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Next(), gatewayPort: 0);
            silo.AddGranary();
            silo.AddAdoNetGrainStorageAsDefault(options =>
            {
                options.Invariant = "Npgsql";
                options.DataSource = database.Source;
            });
            silo.AddMemoryGrainStorage("PubSubStore");
        });
        return builder.Build();
    }

    internal sealed class Note
    {
        public int Session { get; set; } = -1;
    }
}
