using Granary.Domain.Ports;
using Granary.Testing.Fleet;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Embedded;

public sealed class EmbeddedFleetTests : FleetContract, IDisposable
{
    private readonly EmbeddedHarness embedded = new();

    protected override IFleet Fleet => field ??= Reopen();

    public void Dispose() => embedded.Dispose();

    protected override IFleet Reopen() => embedded.Open().GetRequiredService<IFleet>();
}
