using System.Net;
using System.Net.Sockets;
using Granary.Adapters.Archives;
using Granary.Adapters.Crm;
using Granary.Adapters.Demo;
using Granary.Adapters.Embedded;
using Granary.Grains;
using Granary.Host.Silos;

namespace Granary.Host.Embedded;

/// <summary>The parts of a process that needs no server beside it.</summary>
internal static class EmbeddedExtensions
{
    private const string Invariant = "System.Data.SQLite"; // what Orleans calls Microsoft.Data.Sqlite

    /// <summary>The CRM that is configured, or else the demo, which is made on the way where it is not there yet.</summary>
    /// <exception cref="UsageException">There is neither.</exception>
    public static async Task AddCrmOrDemoAsync(this IHostApplicationBuilder builder, DataDirectory data, CancellationToken cancellationToken)
    {
        if (builder.Configuration.GetSection(CrmOptions.Section) is { } section && section.Exists())
        {
            builder.Services.AddCrm(section);
        }
        else
        {
            if (!builder.IsDemo()) throw new UsageException(Texts.Get("NoCrm"));
            await DemoCrm.CreateAsync(data.Demo, cancellationToken);
            builder.Services.AddCrm(options => DemoCrm.Map(options, data.Demo));
        }
        builder.Services.PostConfigure<CrmOptions>(options => options.SnapshotDirectory = data.Snapshots);
    }

    /// <summary>Without a CRM of the vendor's own, the demo's is the one to back up, if the demo is on.</summary>
    public static bool IsDemo(this IHostApplicationBuilder builder) =>
        !builder.Configuration.GetSection(CrmOptions.Section).Exists() && builder.Configuration.GetValue<bool>("Granary:Demo:Enabled");

    /// <summary>The archives: in the data directory, unless the settings name another store. To each tenant its own.</summary>
    public static void AddArchives(this IHostApplicationBuilder builder, DataDirectory data)
    {
        builder.Services.AddSingleton(data);
        builder.Services.AddArchiveStore(builder.Configuration.GetSection(ArchiveStoreOptions.Section), data.Archives).GuardArchives();
    }

    /// <summary>Tables and the key of manifests, in the data directory.</summary>
    public static EmbeddedDatabase AddEmbeddedDatabase(this IHostApplicationBuilder builder, DataDirectory data)
    {
        var database = EmbeddedDatabase.Open(data.Database);
        builder.Services.AddEmbeddedDatabase(database);
        builder.Services.AddSingleton(data.SigningKeyOf(builder.Configuration));
        return database;
    }

    /// <summary>A silo of one, whose grains are stored in the embedded database.</summary>
    /// <param name="isServer">False for a command that comes and goes: it must not start what is due, and has nothing to show.</param>
    public static void AddEmbeddedSilo(this IHostApplicationBuilder builder, bool isServer) => builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "granary", clusterId: "embedded");
        silo.AddGranary();
        silo.AddGrainStores(Invariant);
        if (!isServer) return;
        silo.AddReminderStore(Invariant);
        silo.AddOperatorDashboard();
    });

    // A silo of one is reached by nobody, so any port will do; 0 is refused by Orleans.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
