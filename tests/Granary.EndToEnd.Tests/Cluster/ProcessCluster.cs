using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Granary.Host.Cluster;
using Granary.Testing;
using Granary.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using HostBuilder = Microsoft.Extensions.Hosting.Host;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>A database on PostgreSQL, silos and perhaps a web process over one data directory, each a real process on this machine.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private readonly PostgresDatabase database;
    private readonly string data;
    private readonly string settings;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly SiloNetwork? network;
    private readonly ConcurrentDictionary<GranaryServer, SiloNetwork.Place> places = [];
    private ImmutableList<GranaryServer> silos = [];

    private ProcessCluster(PostgresDatabase database, string data, string settings, IReadOnlyDictionary<string, string> environment, SiloNetwork? network)
    {
        this.database = database;
        this.data = data;
        this.settings = settings;
        this.environment = environment;
        this.network = network;
    }

    public PostgresDatabase Database => database;

    /// <summary>As they are at this moment.</summary>
    public IReadOnlyList<GranaryServer> Silos => silos;

    public GranaryServer? Web { get; private set; }

    /// <summary>Starts all at once, as an orchestrator would: they agree on who makes the schema, and the web process waits for a silo.</summary>
    /// <param name="settings">The file for <c>--config</c>.</param>
    /// <param name="environment">What silos are told besides.</param>
    /// <param name="network">Where silos are; null for that of the machine.</param>
    public static async Task<ProcessCluster> StartAsync(
        PostgresServer server, string data, string settings, int silos, bool hasWeb = false, IReadOnlyDictionary<string, string>? environment = null, SiloNetwork? network = null)
    {
        var cluster = new ProcessCluster(await server.CreateDatabaseAsync(), data, settings, environment ?? new Dictionary<string, string>(), network);
        try
        {
            if (hasWeb) cluster.Web = cluster.Start("web");
            for (var i = 0; i < silos; i++) cluster.Add();
            await cluster.ReadyAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every process has said where it listens.</summary>
    public async Task ReadyAsync()
    {
        foreach (var process in Web is null ? silos : [.. silos, Web]) await process.ReadyAsync();
    }

    /// <summary>One silo more, which is on its way.</summary>
    public GranaryServer Add()
    {
        silos = silos.Add(Start("silo"));
        return silos[^1];
    }

    /// <summary>A new silo in place of one that has ended.</summary>
    public async Task<GranaryServer> ReplaceAsync(GranaryServer ended)
    {
        await ended.DisposeAsync();
        var silo = Start("silo");
        silos = silos.Replace(ended, silo);
        return silo;
    }

    /// <summary>Where in the network a silo is.</summary>
    public SiloNetwork.Place PlaceOf(GranaryServer silo) => places[silo];

    /// <summary>A program that asks the silos, as a web process does.</summary>
    public IHost Client(Action<IServiceCollection>? configure = null)
    {
        var builder = HostBuilder.CreateEmptyApplicationBuilder(null);
        builder.Configuration[GranaryClusterOptions.DatabaseSetting] = database.ConnectionString;
        builder.AddCluster();
        builder.AddClusterClient();
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Web is null ? silos : [Web, .. silos])
        {
            process.Thaw();
            await process.StopAsync();
            await process.DisposeAsync();
        }
        await database.DisposeAsync();
    }

    private GranaryServer Start(string role)
    {
        var isSilo = role == "silo";
        var place = isSilo ? network?.Add() : null;
        var server = GranaryServer.Start(data, settings, role, new Dictionary<string, string>(isSilo ? environment : new Dictionary<string, string>())
        {
            ["Granary__Cluster__Database"] = place is null ? database.ConnectionString : network!.Reach(database.ConnectionString),
            ["Granary__Cluster__AdvertisedAddress"] = place?.Address ?? "127.0.0.1",
            ["Granary__Cluster__SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Granary__Cluster__GatewayPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Granary__Cluster__ProbeTimeout"] = "00:00:01",
            ["Granary__Cluster__StopNotice"] = "00:00:00.500",
            // Small parts: there is soon something to go on from.
            ["Granary__Archives__PartRows"] = "50",
        }, place?.Command ?? []);
        if (place is not null) places[server] = place;
        return server;
    }
}
