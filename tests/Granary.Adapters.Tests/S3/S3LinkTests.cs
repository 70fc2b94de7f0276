using Granary.Adapters.Tests.Objects;

namespace Granary.Adapters.Tests.S3;

public sealed class S3LinkTests : ObjectStoreLinks
{
    private protected override IObjectServer Server { get; } = new S3Server();

    protected override Uri Prolonged(Uri link) => With(link, "X-Amz-Expires", "3600");
}
