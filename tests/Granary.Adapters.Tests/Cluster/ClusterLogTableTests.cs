using Granary.Domain.Ports;
using Granary.Testing.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Cluster;

public sealed class ClusterLogTableTests : LogTableContract, IAsyncLifetime
{
    private readonly ClusterHarness cluster = new();

    protected override ILogTable Table => field ??= Reopen();

    public ValueTask InitializeAsync() => cluster.InitializeAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    protected override ILogTable Reopen() => cluster.Open().GetRequiredService<ILogTable>();
}
