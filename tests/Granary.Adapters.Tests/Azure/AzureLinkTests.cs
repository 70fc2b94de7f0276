using Granary.Adapters.Tests.Objects;

namespace Granary.Adapters.Tests.Azure;

public sealed class AzureLinkTests : ObjectStoreLinks
{
    private protected override IObjectServer Server { get; } = new AzureServer();

    protected override Uri Prolonged(Uri link) => With(link, "se", $"{TimeProvider.System.GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}");
}
