using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Granary.Grains.Tests;

/// <summary>The storage of grains, whose answer to a write that it has done may be lost.</summary>
internal sealed class UncertainStorage
{
    private const string Name = "Default";
    private volatile string? failing;

    /// <summary>Stores the next write of such a state, and fails.</summary>
    public void FailOnce(string state) => failing = state;

    public void TakePlace(IServiceCollection services)
    {
        var storage = services.Last(service => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, Name));
        services.AddKeyedSingleton<IGrainStorage>(Name, (provider, key) => new Storage((IGrainStorage)storage.KeyedImplementationFactory!(provider, key), this));
    }

    private sealed class Storage(IGrainStorage storage, UncertainStorage uncertain) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle observer) => ((ILifecycleParticipant<ISiloLifecycle>)storage).Participate(observer);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await storage.WriteStateAsync(stateName, grainId, grainState);
            if (uncertain.failing != stateName) return;
            uncertain.failing = null;
            throw new TimeoutException("The answer did not come.");
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);
    }
}
