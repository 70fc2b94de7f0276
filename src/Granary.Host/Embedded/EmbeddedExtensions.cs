using System.Net;
using System.Net.Sockets;
using Granary.Adapters.Archives;
using Granary.Adapters.Crm;
using Granary.Adapters.Demo;
using Granary.Adapters.Embedded;
using Granary.Adapters.Files;
using Granary.Archive.Manifests;
using Granary.Grains;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

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

    /// <summary>Archives, keys and tables in the data directory.</summary>
    public static EmbeddedDatabase AddDataDirectory(this IHostApplicationBuilder builder, DataDirectory data)
    {
        var database = EmbeddedDatabase.Open(data.Database);
        builder.Services.AddSingleton(data);
        builder.Services.AddEmbeddedDatabase(database);
        builder.Services.AddArchiveStore(builder.Configuration.GetSection(ArchiveStoreOptions.Section), data.Archives);
        builder.AddManifestKey(data);
        return database;
    }

    // The public key is always that of the private one: a backup that is signed now verifies now.
    private static void AddManifestKey(this IHostApplicationBuilder builder, DataDirectory data)
    {
        var key = ManifestKey.FromPem(KeyFile.ReadOrCreate(builder.Configuration["Granary:SigningKey"] ?? data.SigningKey, () =>
        {
            using var created = ManifestKey.Create();
            return created.PrivatePem();
        }));
        KeyFile.Publish(data.VerificationKey, key.PublicPem());
        builder.Services.AddSingleton(key);
    }

    /// <summary>A silo of one, whose grains are stored in the embedded database.</summary>
    /// <param name="withReminders">False for a command that comes and goes: it must not start what is due.</param>
    public static void AddEmbeddedSilo(this IHostApplicationBuilder builder, EmbeddedDatabase database, bool withReminders, Action<ISiloBuilder>? more = null) =>
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "granary", clusterId: "embedded");
            silo.AddGranary();
            silo.AddAdoNetGrainStorageAsDefault(options =>
            {
                options.Invariant = Invariant;
                options.DataSource = database;
                options.DeleteStateOnClear = true;
            });
            // Orleans' own states keep Orleans' own serializer.
            silo.AddAdoNetGrainStorage("PubSubStore", (OptionsBuilder<AdoNetGrainStorageOptions> options) => options.Configure<IServiceProvider>((storage, services) =>
            {
                storage.Invariant = Invariant;
                storage.DataSource = database;
                storage.GrainStorageSerializer = ActivatorUtilities.CreateInstance<JsonGrainStorageSerializer>(services);
            }));
            if (withReminders)
                silo.UseAdoNetReminderService(options =>
                {
                    options.Invariant = Invariant;
                    options.DataSource = database;
                });
            more?.Invoke(silo);
        });

    // A silo of one is reached by nobody, so any port will do; 0 is refused by Orleans.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
