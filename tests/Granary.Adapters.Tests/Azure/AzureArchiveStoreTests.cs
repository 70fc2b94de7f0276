using Granary.Adapters.Tests.Objects;

namespace Granary.Adapters.Tests.Azure;

public sealed class AzureArchiveStoreTests : ObjectStoreContract
{
    private protected override IObjectServer Server { get; } = new AzureServer();
}
