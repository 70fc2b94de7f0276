using System.Text.Json.Serialization;
using Granary.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Serialization;

namespace Granary.Grains;

public static class SiloBuilderExtensions
{
    /// <summary>
    /// How grains are stored and pages are told: states as JSON with names for what has a name, and a memory stream,
    /// whose subscriptions are kept in the grain storage <c>PubSubStore</c> that the caller adds. Traces go on from grain to grain.
    /// </summary>
    public static ISiloBuilder AddGranary(this ISiloBuilder silo)
    {
        silo.UseSystemTextJsonGrainStorageSerializer();
        silo.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(options => options.JsonSerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        silo.AddActivityPropagation();
        return silo.AddMemoryStreams(TenantSignal.Provider);
    }
}
