using Granary.Adapters.Tests.Objects;

namespace Granary.Adapters.Tests.S3;

public sealed class S3ArchiveStoreTests : ObjectStoreContract
{
    private protected override IObjectServer Server { get; } = new S3Server();
}
