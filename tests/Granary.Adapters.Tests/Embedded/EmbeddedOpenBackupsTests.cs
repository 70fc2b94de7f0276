using Granary.Adapters.Embedded;
using Granary.Domain.Ports;
using Granary.Testing;
using Granary.Testing.Backups;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Embedded;

public sealed class EmbeddedOpenBackupsTests : OpenBackupsContract, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<EmbeddedDatabase> databases = [];

    protected override IOpenBackups Open => field ??= Reopen();

    public void Dispose()
    {
        foreach (var database in databases)
        {
            using var connection = new SqliteConnection(database.ConnectionString);
            SqliteConnection.ClearPool(connection);
            database.Dispose();
        }
        directory.Dispose();
    }

    protected override IOpenBackups Reopen()
    {
        databases.Add(EmbeddedDatabase.Open(directory.At("granary.db")));
        return new ServiceCollection().AddEmbeddedDatabase(databases[^1]).BuildServiceProvider().GetRequiredService<IOpenBackups>();
    }
}
