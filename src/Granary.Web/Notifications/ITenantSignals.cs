using Granary.Domain.Tenants;

namespace Granary.Web.Notifications;

/// <summary>Where a node hears that something of a tenant has changed.</summary>
internal interface ITenantSignals
{
    /// <summary>Until the answer is disposed of. Null when this host has no such source: then looking now and then has to do.</summary>
    Task<IAsyncDisposable?> SubscribeAsync(TenantId tenant, Action signalled);
}
