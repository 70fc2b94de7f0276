using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>The promises of the port, with all tenants in the same tables.</summary>
public sealed class PostgresColumnCrmTests : CrmSourceContract
{
    protected override Task<CrmHarness> OpenAsync(CrmScene scene) => ColumnHarness.OpenAsync(scene);
}
