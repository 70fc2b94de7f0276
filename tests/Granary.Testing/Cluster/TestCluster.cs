using System.Text.RegularExpressions;
using Granary.Adapters.Embedded;
using Granary.Adapters.Files;
using Granary.Archive;
using Granary.Archive.Manifests;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Grains;
using Granary.Testing.Crm;
using Granary.Testing.Webhooks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Reminders;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Streams;
using Orleans.TestingHost;
using Xunit;

namespace Granary.Testing.Cluster;

/// <summary>
/// Silos in this process over the real embedded database and a real store, on a disk unless a test has another; the CRM is a
/// fake that tests can break. Parts are small, so that a few hundred rows make several.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    public const int PartRows = 100;

    private const string Invariant = "System.Data.SQLite";
    private const string DatabaseFile = "granary.sqlite";
    private const string RingsSoon = " AND StartTime<=datetime('now','+15 minutes')";

    // Everything of Orleans that goes by a clock of its own: with a clock that stands still, streams and timers would too.
    private static readonly string[] OrleansAreas =
    [
        ReminderTimeProviderNames.Reminders, StreamingTimeProviderNames.Streaming,
        TimeProviderNames.ActivationManagement, TimeProviderNames.GrainDirectory, TimeProviderNames.Grains,
        TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers,
    ];

    private readonly TemporaryDirectory directory;
    private readonly EmbeddedDatabase database;
    private readonly TimeProvider clock;
    private readonly Action<IServiceCollection> configure;
    private readonly Func<string, string?> regionOf;
    private readonly bool isOwner;
    private InProcessTestCluster cluster;

    private TestCluster(
        TemporaryDirectory directory, EmbeddedDatabase database, FakeCrm crm, ManifestKey key, RecordingNotifier notifier, RecordingWebhook webhook, TimeProvider clock,
        Action<IServiceCollection> configure, Func<string, string?> regionOf, InProcessTestCluster cluster, bool isOwner)
    {
        this.regionOf = regionOf;
        this.isOwner = isOwner;
        this.clock = clock;
        this.configure = configure;
        Notifier = notifier;
        Webhook = webhook;
        this.directory = directory;
        this.database = database;
        this.cluster = cluster;
        Crm = crm;
        Key = key;
    }

    public FakeCrm Crm { get; }

    public ManifestKey Key { get; }

    public RecordingNotifier Notifier { get; }

    public RecordingWebhook Webhook { get; }

    public InProcessTestCluster Silos => cluster;

    /// <summary>Calls each tenant's grains for that tenant, unless a test says otherwise.</summary>
    public IGrainFactory Grains => cluster.Client;

    /// <summary>Calls grains for whomever a test says, and for nobody when it says nothing.</summary>
    public IGrainFactory GrainsOfSilo => cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    public IArchiveStore Store => cluster.Silos[0].ServiceProvider.GetRequiredService<IArchiveStore>();

    /// <summary>"Download now", asked for at this moment.</summary>
    public Task<BackupAnswer> RequestAsync(TenantId tenant, Actor actor) => Grains.Tenant(tenant).RequestBackup(actor, BackupOrigin.OnDemand, clock.GetUtcNow());

    public string DatabasePath => directory.At(DatabaseFile);

    public string ArchiveDirectory => directory.At("archives");

    public IOpenBackups OpenBackups => cluster.Silos[0].ServiceProvider.GetRequiredService<IOpenBackups>();

    /// <param name="clock">What Granary goes by; Orleans itself has the real time. Null for the real time.</param>
    /// <param name="configure">What is different about the silos of a test.</param>
    /// <param name="readsAllReminders">
    /// For silos whose reminders go by another clock: the database goes by the real one, and would not give what rings soon by the other.
    /// </param>
    /// <param name="regionOf">The region of a silo of that name; null for a cluster without regions.</param>
    public static async Task<TestCluster> StartAsync(
        CrmScene scene, short silos = 1, TimeProvider? clock = null, Action<IServiceCollection>? configure = null, bool readsAllReminders = false,
        Func<string, string?>? regionOf = null)
    {
        regionOf ??= _ => null;
        clock ??= TimeProvider.System;
        configure ??= _ => { };
        var directory = new TemporaryDirectory();
        var database = EmbeddedDatabase.Open(directory.At(DatabaseFile));
        if (readsAllReminders)
        {
            await using var command = database.CreateCommand($"UPDATE OrleansQuery SET QueryText = replace(QueryText, '{RingsSoon.Replace("'", "''", StringComparison.Ordinal)}', '')");
            await command.ExecuteNonQueryAsync();
        }
        var crm = new FakeCrm(scene, clock);
        var key = ManifestKey.Create();
        var notifier = new RecordingNotifier();
        var webhook = new RecordingWebhook();
        var cluster = Build(directory, database, crm, key, notifier, webhook, clock, configure, regionOf, silos);
        await cluster.DeployAsync();
        return new TestCluster(directory, database, crm, key, notifier, webhook, clock, configure, regionOf, cluster, isOwner: true);
    }

    /// <summary>Another cluster over the same database and store, as a second process would be. To be disposed of before this one.</summary>
    public async Task<TestCluster> StartAnotherAsync(short silos = 1)
    {
        var other = Build(directory, database, Crm, Key, Notifier, Webhook, clock, configure, regionOf, silos);
        await other.DeployAsync();
        return new TestCluster(directory, database, Crm, Key, Notifier, Webhook, clock, configure, regionOf, other, isOwner: false);
    }

    /// <summary>Ends every silo: what is in memory is gone, what is stored stays.</summary>
    /// <param name="killed">As a crash does; otherwise each grain is told.</param>
    public async Task StopAsync(bool killed)
    {
        if (killed)
            foreach (var silo in cluster.Silos.ToArray()) await cluster.KillSiloAsync(silo);
        else await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    /// <summary>New silos after <see cref="StopAsync"/>.</summary>
    public Task StartAgainAsync(short silos)
    {
        cluster = Build(directory, database, Crm, Key, Notifier, Webhook, clock, configure, regionOf, silos);
        return cluster.DeployAsync();
    }

    /// <summary>Does something to the silos' own database: breaks it, for one.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>One column of what the silos' own database answers. Parameters that are not given are NULL.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql, int column)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var name in Regex.Matches(sql, "@[A-Za-z]+").Select(match => match.Value).Distinct()) command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var values = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) values.Add(reader.GetString(column));
        return values;
    }

    /// <summary>Waits until a backup has ended and is cleared away.</summary>
    public async Task<Backup> EndedAsync(TenantId tenant, BackupId id)
    {
        Backup? backup = null;
        await Wait.UntilAsync(async () => (backup = await FindAsync(tenant, id)) is { IsOpen: false }, $"the end of backup {id}");
        await IdleAsync();
        return backup!;
    }

    /// <summary>A copy of what an administrator downloads.</summary>
    public async Task<TemporaryDirectory> DownloadAsync(TenantId tenant, Backup backup)
    {
        using var caller = Caller.Of(tenant).Enter();
        var copy = new TemporaryDirectory();
        foreach (var file in backup.Publication!.Files)
        {
            var granted = Assert.IsType<DownloadAnswer.Granted>(await Grains.Tenant(tenant).AuthorizeDownload(backup.Id, file.Name));
            await using var from = (await Store.OpenAsync(ArchiveKey.Published(tenant, backup.Id, granted.Epoch, file.Name), TestContext.Current.CancellationToken))!;
            await using var to = File.Create(copy.At(file.Name));
            await from.CopyToAsync(to, TestContext.Current.CancellationToken);
        }
        return copy;
    }

    /// <summary>Waits until every backup has ended and is cleared away.</summary>
    public Task IdleAsync() => Wait.UntilAsync(async () => (await OpenBackups.ListAsync(TestContext.Current.CancellationToken)).Count == 0, "the end of every backup");

    // A call may meet a silo that was just killed.
    private async Task<Backup?> FindAsync(TenantId tenant, BackupId id)
    {
        try
        {
            return await Grains.Tenant(tenant).FindBackup(id);
        }
        catch (OrleansException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        if (!isOwner) return;
        Key.Dispose();
        await database.DisposeAsync();
        directory.Dispose();
    }

    private static InProcessTestCluster Build(
        TemporaryDirectory directory, EmbeddedDatabase database, FakeCrm crm, ManifestKey key, RecordingNotifier notifier, RecordingWebhook webhook, TimeProvider clock, Action<IServiceCollection> configure,
        Func<string, string?> regionOf, short silos)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.ServiceId = "granary";
        builder.ConfigureSilo((options, silo) =>
        {
            silo.AddGranary(regionOf(options.SiloName));
            // As in the real process, where Orleans' own states keep Orleans' own serializer.
            silo.AddAdoNetGrainStorage("PubSubStore", (OptionsBuilder<AdoNetGrainStorageOptions> options) => options.Configure<IServiceProvider>((storage, services) =>
            {
                storage.Invariant = Invariant;
                storage.DataSource = database;
                storage.GrainStorageSerializer = ActivatorUtilities.CreateInstance<JsonGrainStorageSerializer>(services);
            }));
            silo.UseAdoNetReminderService(options =>
            {
                options.Invariant = Invariant;
                options.DataSource = database;
            });
            silo.AddAdoNetGrainStorageAsDefault(options =>
            {
                options.Invariant = Invariant;
                options.DataSource = database;
                options.DeleteStateOnClear = true;
            });
        });
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Services.AddGranaryGrains(host.Configuration).AddOpenBackupSweep().AddFleetWatch();
            host.Services.AddEmbeddedDatabase(database);
            host.Services.AddSingleton<IArchiveStore>(new FileArchiveStore(directory.At("archives"))).GuardArchives().MeasureArchives();
            host.Services.AddSingleton(key);
            host.Services.AddSingleton<ICrmSource>(crm);
            host.Services.AddSingleton<INotifier>(notifier);
            host.Services.AddSingleton<IWebhook>(webhook);
            host.Services.AddSingleton(clock);
            foreach (var area in OrleansAreas) host.Services.AddKeyedSingleton(area, TimeProvider.System);
            host.Services.Configure<ArchiveLimits>(limits => limits.PartRows = PartRows);
            host.Services.Configure<BackupOptions>(options =>
            {
                (options.Pause, options.TidyAgainAfter) = (TimeSpan.Zero, TimeSpan.Zero);
                // A clock that is moved by weeks would ring for every sweep of them.
                options.SweepEvery = clock == TimeProvider.System ? TimeSpan.FromSeconds(1) : TimeSpan.FromDays(1);
            });
            configure(host.Services);
        });
        builder.ConfigureClient(client => client.AddGranary().AddOutgoingGrainCallFilter<SaysWhoseGrain>());
        return builder.Build();
    }
}
