using Granary.Domain.Ports;
using Granary.Testing.Fleet;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Cluster;

public sealed class ClusterFleetTests : FleetContract, IAsyncLifetime
{
    private readonly ClusterHarness cluster = new();

    protected override IFleet Fleet => field ??= Reopen();

    public ValueTask InitializeAsync() => cluster.InitializeAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    protected override IFleet Reopen() => cluster.Open().GetRequiredService<IFleet>();
}
