using Granary.Adapters.Crm;
using Granary.Adapters.Sqlite;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm;

/// <summary>One tenant with one database file, and a source that reads it.</summary>
internal sealed class OneDatabase : IDisposable
{
    public static readonly TenantId Tenant = new("eu", "acme");

    public OneDatabase(string? setup = null)
    {
        Directory.CreateDirectory(Folder["crm"]);
        Options = new CrmOptions { Database = File, SnapshotDirectory = Folder["snapshots"], BusySeconds = 0 };
        Options.Tenants.Add(new CrmTenantOptions { Id = "acme", Region = "eu", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free" });
        if (setup is not null) Execute(setup);
    }

    public ScratchFolder Folder { get; } = new();

    public string File => Folder["crm/acme.sqlite"];

    public CrmOptions Options { get; }

    /// <summary>Asked for the instant when the copy begins.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public ICrmSource Source => new SqliteCrmSource(Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<SqliteCrmSource>.Instance);

    public string[] Snapshots =>
        Directory.Exists(Folder["snapshots/eu/acme"]) ? [.. Directory.EnumerateFiles(Folder["snapshots/eu/acme"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    public Task<ICrmSnapshot> TakeAsync(long backup = 1, int epoch = 1) =>
        Source.TakeSnapshotAsync(Tenant, new BackupId(backup), epoch, TestContext.Current.CancellationToken);

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        Execute(connection, sql);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Folder.Dispose();
}
