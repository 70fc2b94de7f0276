using Granary.Adapters.Crm;
using Granary.Adapters.Sqlite;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm;

/// <summary>A scene in SQLite files, written as an application would.</summary>
internal sealed class SqliteHarness : CrmHarness
{
    private readonly ScratchFolder folder = new();
    private readonly string setup;
    private readonly bool contentInFiles;

    public SqliteHarness(CrmScene scene, string setup, bool contentInFiles)
    {
        this.setup = setup;
        this.contentInFiles = contentInFiles;
        foreach (var tenant in scene.Tenants) Create(tenant);
        Options = OptionsOf(scene);
        Source = Reopen();
    }

    public CrmOptions Options { get; }

    public override ICrmSource Source { get; }

    public override ICrmSource Reopen() =>
        new SqliteCrmSource(Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<SqliteCrmSource>.Instance);

    public override Task WriteAsync(TenantId tenant, string module, object?[] cells, SceneAttachment attachment)
    {
        using var connection = Connect(tenant);
        Insert(connection, module, cells);
        Insert(connection, tenant, attachment);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Create(SceneTenant tenant)
    {
        using var connection = Connect(tenant.Id);
        Execute(connection, setup);
        Execute(connection, "CREATE TABLE Files (Id TEXT PRIMARY KEY, Module TEXT, Record TEXT, Name TEXT, Place TEXT, Content BLOB)");
        using var transaction = connection.BeginTransaction();
        foreach (var module in tenant.Modules)
        {
            var idType = module.Rows.Any(row => row[0] is string) ? "TEXT PRIMARY KEY" : "INTEGER PRIMARY KEY";
            Execute(connection, $"CREATE TABLE \"{module.Name}\" ({string.Join(", ", module.Columns.Select((column, i) => i == 0 ? $"{column} {idType}" : column))})");
            foreach (var row in module.Rows) Insert(connection, module.Name, row);
        }
        foreach (var attachment in tenant.Attachments) Insert(connection, tenant.Id, attachment);
        transaction.Commit();
    }

    private CrmOptions OptionsOf(CrmScene scene)
    {
        var options = new CrmOptions
        {
            Database = folder["{region}-{tenant}.sqlite"],
            SnapshotDirectory = folder["snapshots"],
            BusySeconds = 0,
            Attachments = new CrmAttachmentOptions
            {
                Table = "Files", IdColumn = "Id", ModuleColumn = "Module", RecordIdColumn = "Record", FileNameColumn = "Name",
                ContentColumn = contentInFiles ? null : "Content",
                Root = contentInFiles ? folder["files/{region}/{tenant}"] : null,
                Path = contentInFiles ? "in/{Place}" : null,
            },
        };
        foreach (var tenant in scene.Tenants)
        {
            var profile = tenant.Profile;
            options.Tenants.Add(new CrmTenantOptions
            {
                Id = profile.Id.Name, Region = profile.Id.Region, Name = profile.Name, TimeZone = profile.TimeZone, Country = profile.Country, Edition = profile.Edition,
            });
            foreach (var module in tenant.Modules.Where(module => module.DisplayName != module.Name))
                options.Modules.Add(new CrmModuleOptions { Table = module.Name, DisplayName = module.DisplayName });
        }
        return options;
    }

    private SqliteConnection Connect(TenantId tenant)
    {
        var connection = new SqliteConnection($"Data Source={folder[$"{tenant.Region}-{tenant.Name}.sqlite"]};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Insert(SqliteConnection connection, TenantId tenant, SceneAttachment attachment)
    {
        if (contentInFiles && attachment.Content is not null)
        {
            var path = folder[$"files/{tenant.Region}/{tenant.Name}/in/{attachment.Id}.bin"];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, attachment.Content);
        }
        Insert(connection, "Files",
            [attachment.Id, attachment.Module, attachment.RecordId, attachment.FileName, $"{attachment.Id}.bin", contentInFiles ? null : attachment.Content]);
    }

    private static void Insert(SqliteConnection connection, string table, object?[] cells)
    {
        using var insert = connection.CreateCommand();
        var values = new List<string>();
        for (var i = 0; i < cells.Length; i++)
        {
            values.Add(cells[i] is DamagedText ? $"CAST(@{i} AS TEXT)" : $"@{i}");
            insert.Parameters.AddWithValue($"@{i}", (cells[i] is DamagedText damaged ? damaged.Bytes : cells[i]) ?? DBNull.Value);
        }
        insert.CommandText = $"INSERT INTO \"{table}\" VALUES ({string.Join(", ", values)})";
        insert.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
