using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm;

/// <summary>The promises of the port, over a database with a write-ahead log and attachments in a column.</summary>
public sealed class SqliteLogCrmTests : LooseCrmSourceContract
{
    protected override Task<CrmHarness> OpenAsync(CrmScene scene) =>
        Task.FromResult<CrmHarness>(new SqliteHarness(scene, "PRAGMA journal_mode = WAL", contentInFiles: false));
}
