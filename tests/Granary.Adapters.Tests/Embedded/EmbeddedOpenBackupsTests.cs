using Granary.Domain.Ports;
using Granary.Testing.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Embedded;

public sealed class EmbeddedOpenBackupsTests : OpenBackupsContract, IDisposable
{
    private readonly EmbeddedHarness embedded = new();

    protected override IOpenBackups Open => field ??= Reopen();

    public void Dispose() => embedded.Dispose();

    protected override IOpenBackups Reopen() => embedded.Open().GetRequiredService<IOpenBackups>();
}
