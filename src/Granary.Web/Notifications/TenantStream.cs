using Granary.Contracts;
using Granary.Domain.Tenants;
using Orleans.Streams;

namespace Granary.Web.Notifications;

/// <summary>The tenant's stream, where the host has configured its provider.</summary>
internal sealed class TenantStream(IServiceProvider services) : ITenantSignals
{
    public async Task<IAsyncDisposable?> SubscribeAsync(TenantId tenant, Action signalled)
    {
        if (services.GetKeyedService<IStreamProvider>(TenantSignal.Provider) is not { } provider) return null;

        var handle = await provider.GetStream<TenantSignal>(TenantSignal.StreamOf(tenant)).SubscribeAsync((_, _) =>
        {
            signalled();
            return Task.CompletedTask;
        });
        return new Subscription(handle);
    }

    private sealed class Subscription(StreamSubscriptionHandle<TenantSignal> handle) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await handle.UnsubscribeAsync();
    }
}
