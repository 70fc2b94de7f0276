using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm;

/// <summary>The promises of the port, over a database with a rollback journal and attachments in files.</summary>
public sealed class SqliteCrmTests : LooseCrmSourceContract
{
    protected override Task<CrmHarness> OpenAsync(CrmScene scene) =>
        Task.FromResult<CrmHarness>(new SqliteHarness(scene, "PRAGMA journal_mode = DELETE", contentInFiles: true));
}
