using Granary.Domain.Ports;
using Granary.Testing.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Cluster;

public sealed class ClusterOpenBackupsTests : OpenBackupsContract, IAsyncLifetime
{
    private readonly ClusterHarness cluster = new();

    protected override IOpenBackups Open => field ??= Reopen();

    public ValueTask InitializeAsync() => cluster.InitializeAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    protected override IOpenBackups Reopen() => cluster.Open().GetRequiredService<IOpenBackups>();
}
