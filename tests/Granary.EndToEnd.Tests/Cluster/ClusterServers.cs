using System.Globalization;
using Granary.Domain.Quotas;
using Granary.EndToEnd.Tests.Stories;
using Granary.Testing;
using Granary.Testing.Postgres;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>PostgreSQL, two silos and a web process, each a real process on this machine.</summary>
public sealed class ClusterServers : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<GranaryServer> silos = [];
    private PostgresDatabase? database;
    private GranaryServer? web;

    public Uri Address => web!.Address;

    public async ValueTask InitializeAsync()
    {
        database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await File.WriteAllTextAsync(directory.At("settings.json"), StorySettings.Of(directory, [("stopped", Edition.Enterprise), ("killed", Edition.Enterprise)]));
        // All at once, as an orchestrator would: they agree on who makes the schema, and the web process waits for a silo.
        web = Start("web");
        silos.AddRange([Start("silo"), Start("silo")]);
        foreach (var server in silos.Append(web)) await server.ReadyAsync();
    }

    public StoryTenant Tenant(string name) => new(name, new CrmFile(directory.At($"{name}.sqlite")));

    /// <summary>Waits until the backup of that tenant has come so far that there is something to go on from.</summary>
    /// <returns>The silo with the grain that runs it, and the other one.</returns>
    internal async Task<(GranaryServer Runs, GranaryServer Other)> RunningAsync(StoryTenant tenant)
    {
        await Wait.UntilAsync(() => Directory.Exists(directory.At("data", "archives", "eu", tenant.Name)) &&
            Directory.EnumerateFiles(directory.At("data", "archives", "eu", tenant.Name), "*.part", SearchOption.AllDirectories).Any(), $"a part of the backup of {tenant.Name}");
        var runs = silos.Single(silo => Runs(silo, tenant, attempt: 1));
        return (runs, silos.Single(silo => silo != runs));
    }

    /// <summary>Did that attempt begin there?</summary>
    internal static bool Runs(GranaryServer silo, StoryTenant tenant, int attempt) =>
        silo.Output.Contains(string.Create(CultureInfo.InvariantCulture, $"of eu/{tenant.Name} runs here, as attempt {attempt}"), StringComparison.Ordinal);

    /// <summary>A new silo in place of one that has ended.</summary>
    internal async Task ReplaceAsync(GranaryServer ended)
    {
        silos.Remove(ended);
        await ended.DisposeAsync();
        silos.Add(Start("silo"));
        await silos[^1].ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in web is null ? silos : [web, .. silos])
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }
        if (database is not null) await database.DisposeAsync();
        directory.Dispose();
    }

    private GranaryServer Start(string role) => GranaryServer.Start(directory.At("data"), directory.At("settings.json"), role, new Dictionary<string, string>
    {
        ["Granary__Cluster__Database"] = database!.ConnectionString,
        ["Granary__Cluster__AdvertisedAddress"] = "127.0.0.1",
        ["Granary__Cluster__SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        ["Granary__Cluster__GatewayPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        ["Granary__Cluster__ProbeTimeout"] = "00:00:01",
        ["Granary__Cluster__StopNotice"] = "00:00:00.500",
        // Small parts: there is soon something to go on from.
        ["Granary__Archives__PartRows"] = "50",
    });
}
