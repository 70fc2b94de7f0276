using System.Text.Json.Serialization;
using Granary.Contracts;
using Granary.Grains.Isolation;
using Granary.Grains.Regions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Serialization;

namespace Granary.Grains;

public static class SiloBuilderExtensions
{
    /// <summary>
    /// How grains are stored and pages are told: states as JSON with names for what has a name, and a memory stream,
    /// whose subscriptions are kept in the grain storage <c>PubSubStore</c> that the caller adds. Traces go on from grain to grain. Tenants
    /// are kept apart.
    /// </summary>
    /// <param name="region">Whose tenants the silo serves; null in a cluster without regions, where each serves all.</param>
    public static ISiloBuilder AddGranary(this ISiloBuilder silo, string? region = null)
    {
        silo.UseSiloMetadata(region is null ? [] : new Dictionary<string, string> { [RegionFilterDirector.Key] = region });
        silo.Services.AddPlacementFilter<RegionFilter, RegionFilterDirector>(ServiceLifetime.Singleton);
        silo.UseSystemTextJsonGrainStorageSerializer();
        silo.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(options => options.JsonSerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        silo.GuardTenants();
        return silo.AddOutgoingGrainCallFilter<GivenUpCalls>().AddActivityPropagation().AddMemoryStreams(TenantSignal.Provider);
    }

    /// <summary>The same for a process that runs no grains.</summary>
    public static IClientBuilder AddGranary(this IClientBuilder client) =>
        client.AddOutgoingGrainCallFilter<GivenUpCalls>().AddActivityPropagation().AddMemoryStreams(TenantSignal.Provider);

    /// <summary>Lets nobody call a tenant's grain for another tenant, or without saying for whom (<see cref="Caller"/>).</summary>
    public static ISiloBuilder GuardTenants(this ISiloBuilder silo) =>
        silo.AddIncomingGrainCallFilter<TenantGuard>().AddOutgoingGrainCallFilter<TenantMark>();
}
