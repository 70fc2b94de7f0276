using Granary.Adapters.Azure;
using Granary.Adapters.Files;
using Granary.Adapters.Objects;
using Granary.Adapters.S3;
using Granary.Domain.Ports;
using Granary.Domain.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Archives;

public static class ArchiveStoreServiceCollectionExtensions
{
    // Objects cannot be read any more once they are deleted; a file can, by whoever has it open.
    private static readonly TimeSpan GraceOfObjects = TimeSpan.FromHours(6);

    /// <summary>Keeps archives in the store that the section <see cref="ArchiveStoreOptions.Section"/> describes.</summary>
    /// <param name="folder">Where files are kept when the section names neither another store nor another folder.</param>
    public static IServiceCollection AddArchiveStore(this IServiceCollection services, IConfiguration section, string folder)
    {
        services.AddSettings<ArchiveStoreOptions, ArchiveStoreOptionsValidator>(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Open(provider.GetRequiredService<IOptions<ArchiveStoreOptions>>().Value, folder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IArchiveStore>(provider => provider.GetRequiredService<RegionalArchiveStore>());
        services.AddSingleton<IArchiveLinks>(provider => provider.GetRequiredService<RegionalArchiveStore>());
        services.AddOptions<RetentionPolicy>().PostConfigure<IOptions<ArchiveStoreOptions>>((retention, store) =>
        {
            if (store.Value.Kind is not ArchiveStoreKind.Files) retention.Grace ??= GraceOfObjects;
        });
        return services;
    }

    private static RegionalArchiveStore Open(ArchiveStoreOptions options, string folder, TimeProvider time)
    {
        IArchiveStore store = options.Kind switch
        {
            ArchiveStoreKind.S3 => Remote(S3Connection.Open(options.S3), options.S3.Prefix),
            ArchiveStoreKind.Azure => Remote(AzureConnection.Open(options.Azure), options.Azure.Prefix),
            _ => new FileArchiveStore(options.Folder.Length > 0 ? options.Folder : folder, (long)options.MinimumFreeMegabytes << 20),
        };
        return new RegionalArchiveStore(store, options.Regions.ToHashSet(StringComparer.Ordinal));

        ObjectArchiveStore Remote(IObjectBucket bucket, string prefix) =>
            new(bucket, new Patience(TimeSpan.FromSeconds(options.AttemptSeconds), TimeSpan.FromSeconds(options.BudgetSeconds), time), prefix, TimeSpan.FromSeconds(options.LinkSeconds));
    }
}
