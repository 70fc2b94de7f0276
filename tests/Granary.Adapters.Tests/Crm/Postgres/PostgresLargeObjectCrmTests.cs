using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>The promises of the port, with attachments in large objects.</summary>
public sealed class PostgresLargeObjectCrmTests : CrmSourceContract
{
    protected override Task<CrmHarness> OpenAsync(CrmScene scene) => SchemaHarness.OpenAsync(scene, PostgresContent.LargeObjects);
}
