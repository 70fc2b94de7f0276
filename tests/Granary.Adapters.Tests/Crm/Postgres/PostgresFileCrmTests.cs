using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>The promises of the port, with attachments in files.</summary>
public sealed class PostgresFileCrmTests : CrmSourceContract
{
    protected override Task<CrmHarness> OpenAsync(CrmScene scene) => SchemaHarness.OpenAsync(scene, PostgresContent.Files);
}
