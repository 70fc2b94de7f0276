using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>A scene in a PostgreSQL database, written as an application would.</summary>
internal abstract class PostgresHarness(CrmScene scene, PostgresDatabase database, PostgresContent content) : CrmHarness
{
    private readonly ScratchFolder folder = new();
    private readonly List<PostgresCrmSource> sources = [];
    private ICrmSource? first;

    public CrmOptions Options { get; } = new()
    {
        Provider = "Postgres",
        Database = database.ConnectionString,
        BusySeconds = 1,
        Attachments = new CrmAttachmentOptions
        {
            Table = "Files", IdColumn = "Id", ModuleColumn = "Module", RecordIdColumn = "Record", FileNameColumn = "Name",
        },
    };

    public override ICrmSource Source => first ??= Reopen();

    public override ICrmSource Reopen()
    {
        var source = new PostgresCrmSource(Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<PostgresCrmSource>.Instance);
        sources.Add(source);
        return source;
    }

    /// <summary>Makes the tables and fills them.</summary>
    public async Task FurnishAsync()
    {
        var attachments = Options.Attachments!;
        attachments.ContentColumn = content is PostgresContent.Files ? null : "Content";
        attachments.Root = content is PostgresContent.Files ? folder["files/{region}/{tenant}"] : null;
        attachments.Path = content is PostgresContent.Files ? "in/{Place}" : null;
        foreach (var tenant in scene.Tenants) Options.Tenants.Add(OptionsOf(tenant.Profile));
        foreach (var module in scene.Tenants.SelectMany(tenant => tenant.Modules).Where(module => module.DisplayName != module.Name))
            Options.Modules.Add(new CrmModuleOptions { Table = module.Name, DisplayName = module.DisplayName });

        await using var connection = await database.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var tenant in scene.Tenants)
        {
            await PrepareAsync(connection, tenant);
            foreach (var module in tenant.Modules)
                foreach (var row in module.Rows)
                    await InsertAsync(connection, tenant.Id, module.Name, row);
            foreach (var attachment in tenant.Attachments) await InsertAsync(connection, tenant.Id, attachment);
        }
        await transaction.CommitAsync();
    }

    public override async Task WriteAsync(TenantId tenant, string module, object?[] cells, SceneAttachment attachment)
    {
        await using var connection = await database.ConnectAsync();
        await InsertAsync(connection, tenant, module, cells);
        await InsertAsync(connection, tenant, attachment);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var source in sources) await source.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    protected virtual CrmTenantOptions OptionsOf(TenantProfile profile) => new()
    {
        Id = profile.Id.Name, Region = profile.Id.Region, Name = profile.Name, TimeZone = profile.TimeZone, Country = profile.Country, Edition = profile.Edition,
    };

    /// <summary>Makes what a tenant's tables need.</summary>
    protected abstract Task PrepareAsync(NpgsqlConnection connection, SceneTenant tenant);

    /// <summary>The table of a module, as SQL.</summary>
    protected abstract string TableOf(TenantId tenant, string module);

    /// <summary>What stands before the cells of each row of a tenant.</summary>
    protected abstract object?[] Before(TenantId tenant);

    /// <summary>The columns of a module with their types; the first is the id.</summary>
    protected static IEnumerable<string> ColumnsOf(SceneModule module) =>
        module.Columns.Select((column, i) => $"{Sql.Quote(column)} {TypeOf(module.Rows.Select(row => row[i]).FirstOrDefault(cell => cell is not null))}");

    protected IEnumerable<string> ColumnsOfFiles() =>
        new[] { "Id", "Module", "Record", "Name", "Place" }.Select(column => $"\"{column}\" text").Append($"\"Content\" {(content is PostgresContent.LargeObjects ? "oid" : "bytea")}");

    protected async Task InsertAsync(NpgsqlConnection connection, TenantId tenant, SceneAttachment attachment)
    {
        if (content is PostgresContent.Files && attachment.Content is not null)
        {
            var path = folder[$"files/{tenant.Region}/{tenant.Name}/in/{attachment.Id}.bin"];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, attachment.Content);
        }
        var cell = content switch
        {
            PostgresContent.Files => null,
            PostgresContent.LargeObjects => await LargeObjectAsync(connection, attachment.Content),
            _ => (object?)attachment.Content,
        };
        await InsertAsync(connection, tenant, "Files", [attachment.Id, attachment.Module, attachment.RecordId, attachment.FileName, $"{attachment.Id}.bin", cell]);
    }

    // What is missing was there once: its number is all that is left of it.
    private static async Task<long> LargeObjectAsync(NpgsqlConnection connection, byte[]? content)
    {
        var number = (await connection.QueryAsync<long>("SELECT lo_from_bytea(0, $1)::bigint", content ?? []))[0];
        if (content is null) await connection.ExecuteAsync($"SELECT lo_unlink({number})");
        return number;
    }

    protected Task InsertAsync(NpgsqlConnection connection, TenantId tenant, string module, object?[] cells)
    {
        object?[] row = [.. Before(tenant), .. cells];
        return connection.ExecuteAsync($"INSERT INTO {TableOf(tenant, module)} VALUES ({string.Join(", ", row.Select((_, i) => $"${i + 1}"))})", row);
    }

    private static string TypeOf(object? cell) => cell switch
    {
        long => "bigint",
        double => "float8",
        byte[] => "bytea",
        _ => "text",
    };
}
