using Granary.Adapters.Tests.Objects;

namespace Granary.Adapters.Tests.Azure;

public sealed class AzureTroubleTests : ObjectStoreTroubles
{
    private protected override IObjectServer Server { get; } = new AzureServer();
}
