using System.Data.Common;
using Granary.Adapters.Files;
using Microsoft.Data.Sqlite;

namespace Granary.Adapters.Embedded;

/// <summary>
/// One SQLite file for everything that one process keeps: grain states, reminders, open backups, activity logs. SQLite writes one after
/// the other and blocks its thread meanwhile, so connections are handed out one at a time and the others wait without a
/// thread.
/// </summary>
public sealed class EmbeddedDatabase : DbDataSource
{
    private readonly SemaphoreSlim gate = new(1);

    private EmbeddedDatabase(string path) =>
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();

    public override string ConnectionString { get; }

    /// <summary>Opens the file, making it and bringing its schema up to date where needed.</summary>
    public static EmbeddedDatabase Open(string path)
    {
        DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var database = new EmbeddedDatabase(path);
        using var connection = database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL;" + Schema();
        command.ExecuteNonQuery();
        return database;
    }

    protected override DbConnection CreateDbConnection() => new GatedConnection(ConnectionString, gate);

    protected override void Dispose(bool disposing)
    {
        if (disposing) gate.Dispose();
        base.Dispose(disposing);
    }

    private static string Schema()
    {
        using var stream = typeof(EmbeddedDatabase).Assembly.GetManifestResourceStream("Granary.Adapters.Embedded.schema.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class GatedConnection(string connectionString, SemaphoreSlim gate) : SqliteConnection(connectionString)
    {
        private bool entered;

        public override void Open()
        {
            gate.Wait();
            OpenEntered();
        }

        public override async Task OpenAsync(CancellationToken cancellationToken)
        {
            await gate.WaitAsync(cancellationToken);
            OpenEntered();
        }

        public override void Close()
        {
            base.Close();
            Leave();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Leave();
        }

        private void OpenEntered()
        {
            entered = true;
            try
            {
                base.Open();
                using var command = CreateCommand();
                // A commit that was acknowledged survives a power cut.
                command.CommandText = "PRAGMA synchronous=FULL";
                command.ExecuteNonQuery();
            }
            catch
            {
                Leave();
                throw;
            }
        }

        private void Leave()
        {
            if (!entered) return;
            entered = false;
            gate.Release();
        }
    }
}
