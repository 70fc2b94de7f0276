using Granary.Adapters.Archives;
using Granary.Adapters.Cluster;
using Granary.Grains;
using Granary.Host.Embedded;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Orleans.Reminders;

namespace Granary.Host.Cluster;

/// <summary>What every process of a cluster has, whatever its role.</summary>
internal static class ClusterExtensions
{
    /// <summary>The database, brought up to date before anything reads it.</summary>
    public static void AddCluster(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<GranaryClusterOptions>(builder.Configuration.GetSection(GranaryClusterOptions.Section));
        services.AddSingleton<IValidateOptions<GranaryClusterOptions>, GranaryClusterOptionsValidator>();
        services.AddOptions<ArchiveStoreOptions>().PostConfigure<IOptions<GranaryClusterOptions>>((store, cluster) =>
        {
            if (store.Regions.Count == 0 && cluster.Value.Region is { } region) store.Regions.Add(region);
        }).Validate<IOptions<GranaryClusterOptions>>(
            (store, cluster) => cluster.Value.Region is not { } region || store.Regions.Contains(region),
            $"{ArchiveStoreOptions.Section}:Regions does not name {GranaryClusterOptions.Section}:Region: the store would refuse every tenant of this process.");
        services.AddClusterDatabase(provider => provider.GetRequiredService<IOptions<GranaryClusterOptions>>().Value.Database!);
        services.AddHostedService<DatabaseStart>();
        services.AddHostedService<ClockWatch>();
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<ClusterClock>());
        // Orleans asks for its own by names. It does not bear a time that is set back; but what it compares with what others have stored goes by the
        // clock with which that is written: for members the machine's, for reminders ours.
        services.AddKeyedSingleton<TimeProvider>(KeyedService.AnyKey, new SteadyClock(TimeProvider.System));
        services.AddKeyedSingleton(TimeProviderNames.Membership, TimeProvider.System);
        services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, (provider, _) => provider.GetRequiredService<ClusterClock>());
        services.AddOptions<HostOptions>().Configure<IOptions<GranaryClusterOptions>>((host, cluster) => host.ShutdownTimeout = cluster.Value.StopWithin);
    }

    /// <summary>The key of manifests, the same for all silos.</summary>
    public static void AddSharedManifestKey(this IHostApplicationBuilder builder, DataDirectory data) =>
        builder.Services.AddSingleton(provider => provider.HasKeysInDatabase() && builder.Configuration[SigningKey.Setting] is null
            ? data.Publish(provider.GetRequiredService<SharedKeys>().ReadOrCreate("manifest", SigningKey.Create))
            : data.SigningKeyOf(builder.Configuration));

    /// <summary>The keys of sessions, the same for all web processes: whoever signed in on one is signed in on the others.</summary>
    public static void AddSharedSessionKeys(this IHostApplicationBuilder builder, DataDirectory data)
    {
        builder.Services.AddDataProtection().SetApplicationName(DataDirectory.SessionsOf);
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider, ILoggerFactory>((keys, provider, log) => keys.XmlRepository =
            provider.HasKeysInDatabase() ? provider.GetRequiredService<SharedKeys>() : new FileSystemXmlRepository(new DirectoryInfo(data.SessionKeys), log));
    }

    private static bool HasKeysInDatabase(this IServiceProvider provider) => provider.GetRequiredService<IOptions<GranaryClusterOptions>>().Value.Keys is KeyPlace.Database;
}
