using System.Collections.Concurrent;
using Granary.Contracts;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

/// <summary>
/// What the grains of the stand answer. The stand exists for outcomes that the real grains produce only after hours or
/// after an accident: an expired backup, a lost file, five thousand modules. Each decision is still the domain's own;
/// that the pages work with the real grains is told by the stories of the end-to-end tests.
/// </summary>
public sealed class Script
{
    private long given;

    public ConcurrentDictionary<TenantId, ScriptedTenant> Tenants { get; } = [];

    public long NextNumber() => Interlocked.Increment(ref given);

    public ScriptedTenant Of(TenantId tenant) =>
        Tenants.TryGetValue(tenant, out var known) ? known : throw UnknownTenantException.For(tenant);
}
