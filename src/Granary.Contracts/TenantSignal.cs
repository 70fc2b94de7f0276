using Granary.Domain.Tenants;
using Orleans.Streams;

namespace Granary.Contracts;

/// <summary>
/// Says "look": something of a tenant has changed. Sent on the tenant's notification stream after the change is stored;
/// what changed is asked of <see cref="ITenantGrain"/>. It may come late, twice or not at all.
/// </summary>
/// <param name="LastNotification">The number of the tenant's newest notification.</param>
[GenerateSerializer, Immutable, Alias("granary.TenantSignal")]
public sealed record TenantSignal([property: Id(0)] long LastNotification)
{
    /// <summary>The name of the stream provider.</summary>
    public const string Provider = "notifications";

    private const string Namespace = "granary.notifications";

    public static StreamId StreamOf(TenantId tenant) => StreamId.Create(Namespace, tenant.ToString());
}
