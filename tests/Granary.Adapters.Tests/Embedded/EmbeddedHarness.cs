using Granary.Adapters.Embedded;
using Granary.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Embedded;

/// <summary>An embedded database in a file of its own, and as many processes over it as a test asks for.</summary>
internal sealed class EmbeddedHarness : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<EmbeddedDatabase> databases = [];

    public string ConnectionString => databases[0].ConnectionString;

    /// <summary>What another process would have.</summary>
    public IServiceProvider Open()
    {
        databases.Add(EmbeddedDatabase.Open(directory.At("granary.db")));
        return new ServiceCollection().AddEmbeddedDatabase(databases[^1]).BuildServiceProvider();
    }

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
}
