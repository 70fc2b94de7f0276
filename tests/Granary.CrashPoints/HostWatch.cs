using Orleans.Runtime;
using Orleans.Storage;
using System.Diagnostics;
using Granary.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Granary.CrashPoints;

/// <summary>Waits for the program to build its host, and then puts itself around every durable step that it is made of.</summary>
internal sealed class HostWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder host }) host.ConfigureServices(Configure);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static void Configure(IServiceCollection services)
    {
        var points = new CrashPoint(Setting(CrashPoint.Variable));
        var clock = services.Last(service => service.ServiceType == typeof(TimeProvider) && !service.IsKeyedService);
        services.AddSingleton<TimeProvider>(provider => new MovedClock((TimeProvider)SurroundExtensions.Make(clock, provider), Setting(MovedClock.Variable)));
        // Orleans asks for clocks by name.
        foreach (var name in services.Where(service => service.ServiceType == typeof(TimeProvider) && service.IsKeyedService).Select(service => service.ServiceKey).Append(KeyedService.AnyKey).ToList())
            services.AddKeyedSingleton(name, TimeProvider.System);
        services.AddSingleton<INotifier>(new NotedMails(Setting(NotedMails.Variable)));

        services.Surround<IGrainStorage, IGrainStorageOfSilo>(points, nameof(IGrainStorage.WriteStateAsync), nameof(IGrainStorage.ClearStateAsync));
        services.Surround<IReminderTable>(points, nameof(IReminderTable.UpsertRow), nameof(IReminderTable.RemoveRow));
        services.Surround<IOpenBackups>(points, nameof(IOpenBackups.AddAsync), nameof(IOpenBackups.RemoveAsync));
        services.Surround<IArchiveStore>(points, nameof(IArchiveStore.WriteAsync), nameof(IArchiveStore.DeleteAsync), nameof(IArchiveStore.DeleteUnfinishedAsync));
        services.Surround<ICrmSource>(points, nameof(ICrmSource.TakeSnapshotAsync), nameof(ICrmSource.DropSnapshotsAsync));
        services.Surround<ILogTable>(points, nameof(ILogTable.AppendAsync));
        services.Surround<IFleet>(points, nameof(IFleet.ShowAsync));
        services.Surround<INotifier>(points, nameof(INotifier.SendAsync));
    }

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set, and this process is not to run without it.");

    /// <summary>What Orleans asks of a storage besides storing.</summary>
    public interface IGrainStorageOfSilo : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>;
}
