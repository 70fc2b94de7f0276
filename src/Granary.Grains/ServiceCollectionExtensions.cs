using Granary.Archive;
using Granary.Archive.Assembly;
using Granary.Archive.Manifests;
using Granary.Archive.Parts;
using Granary.Archive.Plan;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Grains.Isolation;
using Granary.Grains.Sandbox;
using Granary.Grains.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Granary.Grains;

public static class ServiceCollectionExtensions
{
    /// <summary>
    /// What the grains need besides Orleans. The ports (<see cref="ICrmSource"/>, <see cref="IArchiveStore"/>,
    /// <see cref="IOpenBackups"/>, <see cref="ILogTable"/>, <see cref="IFleet"/>, <see cref="INotifier"/>, <see cref="IWebhook"/>) and the <see cref="ManifestKey"/> come from elsewhere.
    /// </summary>
    public static IServiceCollection AddGranaryGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<BackupOptions>(configuration.GetSection("Granary:Backups"));
        services.AddSettings<ArchiveLimits>(configuration.GetSection("Granary:Archives"), "Store");
        services.AddSettings<RetentionPolicy>(configuration.GetSection("Granary:Retention"));
        services.AddSettings<ScheduleOptions>(configuration.GetSection("Granary:Schedule"));
        services.AddSettings<Plans>(configuration.GetSection("Granary:Plans"));
        services.AddPrices(configuration.GetSection("Granary:Billing"));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSandboxPayments();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ArchiveLimits>>().Value);
        services.AddSingleton<BackupPlanner>();
        services.AddSingleton<PartExporter>();
        services.AddSingleton<BackupPublisher>();
        services.AddSingleton<BackupSlots>();
        services.AddSingleton<ExportSlots>();
        services.AddSingleton<LeftBackups>();
        services.AddMetrics();
        services.AddSingleton<BackupMeter>();
        services.AddSingleton<SlotMeter>();
        return services;
    }

    /// <summary>The payment provider that moves no money, where there is no other. Also for a process without grains.</summary>
    public static IServiceCollection AddSandboxPayments(this IServiceCollection services)
    {
        services.TryAddSingleton<IPaymentProvider, SandboxPayments>();
        return services;
    }

    /// <summary>Takes up the backups that a crash interrupted. For processes that run backups through grains, not for a command that comes and goes.</summary>
    public static IServiceCollection AddOpenBackupSweep(this IServiceCollection services) => services.AddHostedService<OpenBackupSweep>();

    /// <summary>Wakes tenants whose run is late. For silos that go on, not for a command that comes and goes.</summary>
    public static IServiceCollection AddLateWatch(this IServiceCollection services) => services.AddHostedService<LateWatch>();

    /// <summary>Tells metrics how the tenants stand. For silos that go on, not for a command that comes and goes.</summary>
    public static IServiceCollection AddFleetWatch(this IServiceCollection services) => services.AddHostedService<FleetWatch>();

    /// <summary>Keeps the store that was added before, and its links, to the tenant for which a call is.</summary>
    public static IServiceCollection GuardArchives(this IServiceCollection services)
    {
        services.Surround<IArchiveStore>((_, store) => new GuardedArchiveStore(store));
        if (services.Any(service => service.ServiceType == typeof(IArchiveLinks))) services.Surround<IArchiveLinks>((_, links) => new GuardedArchiveLinks(links));
        return services;
    }

    /// <summary>Puts a meter in front of the store that was added before.</summary>
    public static IServiceCollection MeasureArchives(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics().AddSingleton<StoreMeter>().AddHostedService(provider => provider.GetRequiredService<StoreMeter>());
        services.Surround<IArchiveStore>((provider, store) => new MeasuredArchiveStore(store, provider.GetRequiredService<StoreMeter>()));
        return services;
    }

    private static void AddPrices(this IServiceCollection services, IConfigurationSection section)
    {
        // Binding adds to what is there, and nobody may buy at the demo's prices.
        services.AddOptions<PriceList>().Configure(prices =>
        {
            if (section.GetSection(nameof(PriceList.Currencies)).Exists()) prices.Currencies.Clear();
            if (section.GetSection(nameof(PriceList.Countries)).Exists()) prices.Countries.Clear();
        });
        services.AddSettings<PriceList>(section, "Provider", "Stripe");
    }

    private static void Surround<T>(this IServiceCollection services, Func<IServiceProvider, T, T> around) where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider => around(provider, (T)(inner.ImplementationInstance ?? inner.ImplementationFactory!(provider)))));
    }
}
