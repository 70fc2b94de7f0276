using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>The promises of the port, with a schema for each tenant and attachments in a column.</summary>
public sealed class PostgresCrmTests : CrmSourceContract
{
    protected override Task<CrmHarness> OpenAsync(CrmScene scene) => SchemaHarness.OpenAsync(scene, PostgresContent.Bytes);
}
