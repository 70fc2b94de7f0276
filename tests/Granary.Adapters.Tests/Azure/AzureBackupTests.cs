using Granary.Adapters.Tests.Objects;

namespace Granary.Adapters.Tests.Azure;

public sealed class AzureBackupTests : ObjectStoreBackups
{
    private protected override IObjectServer Server { get; } = new AzureServer();
}
