using Granary.Adapters.Crm;
using Granary.Adapters.Embedded;
using Granary.Adapters.Files;
using Granary.Adapters.Mail;
using Granary.Adapters.Webhooks;
using Granary.Archive.Manifests;
using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Grains;
using Granary.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Granary.Benchmarks.Load;

/// <summary>
/// A silo in this process over the data directory of a server that is not running yet: saves the schedules as people would on its
/// pages, through the same grains into the same tables.
/// </summary>
internal sealed class FleetSilo : IAsyncDisposable
{
    private const string Invariant = "System.Data.SQLite";
    private const int AtOnce = 2_000;

    private readonly IHost host;
    private readonly EmbeddedDatabase database;

    private FleetSilo(IHost host, EmbeddedDatabase database)
    {
        this.host = host;
        this.database = database;
    }

    public static async Task<FleetSilo> StartAsync(FleetFolder folder)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddJsonFile(folder.Config);
        // A silo that comes and goes grumbles.
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("Orleans", LogLevel.Critical).AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        var database = EmbeddedDatabase.Open(folder.Database);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Next(), gatewayPort: 0, serviceId: "granary", clusterId: "embedded");
            silo.AddGranary();
            // The first call reads all tenants of the CRM, and a busy machine takes its time.
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = options.SystemResponseTimeout = TimeSpan.FromMinutes(5));
            silo.AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.DataSource, options.DeleteStateOnClear) = (Invariant, database, true));
            silo.AddAdoNetGrainStorage("PubSubStore", (OptionsBuilder<AdoNetGrainStorageOptions> options) => options.Configure<IServiceProvider>((storage, services) =>
                (storage.Invariant, storage.DataSource, storage.GrainStorageSerializer) = (Invariant, database, ActivatorUtilities.CreateInstance<JsonGrainStorageSerializer>(services))));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.DataSource) = (Invariant, database));
        });
        builder.Services.AddEmbeddedDatabase(database);
        builder.Services.AddSingleton<IArchiveStore>(new FileArchiveStore(Path.Combine(folder.Data, "archives")));
        builder.Services.AddSingleton(ManifestKey.Create());
        builder.Services.AddCrm(builder.Configuration.GetSection(CrmOptions.Section));
        builder.Services.AddMail(builder.Configuration.GetSection(MailOptions.Section));
        builder.Services.AddWebhooks(builder.Configuration.GetSection(WebhookOptions.Section));
        builder.Services.AddGranaryGrains(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return new FleetSilo(host, database);
    }

    /// <summary>Schedules a monthly backup on that date for each.</summary>
    public async Task ScheduleAsync(IEnumerable<TenantId> tenants, DateOnly day)
    {
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var monthly = new Recurrence.MonthlyByDate(day.Day);
        var done = 0;
        foreach (var some in tenants.Chunk(AtOnce))
        {
            await Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (tenant, _) =>
            {
                using var caller = Caller.Of(tenant).Enter();
                if (await grains.Tenant(tenant).SaveSchedule(new Actor(ActorKind.Person, "load", "Load Test"), monthly, from: null) is not ScheduleAnswer.Saved)
                    throw new InvalidOperationException($"The schedule of {tenant} was refused.");
            });
            // A hundred thousand tenants need not stay in the memory of this process.
            await grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
            if ((done += some.Length) % 10_000 == 0) await Console.Error.WriteLineAsync($"{done} schedules are saved");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await database.DisposeAsync();
    }
}
