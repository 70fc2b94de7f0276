using Granary.Adapters.Crm;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Granary.Testing.Postgres;
using Npgsql;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>A schema for each tenant, whose name needs its quotes.</summary>
internal sealed class SchemaHarness : PostgresHarness
{
    private SchemaHarness(CrmScene scene, PostgresDatabase database, PostgresContent content)
        : base(scene, database, content)
    {
        Options.Tenancy = CrmTenancy.Schema;
        Options.Schema = "Org \"{region}\" {tenant}";
    }

    public static async Task<CrmHarness> OpenAsync(CrmScene scene, PostgresContent content)
    {
        var server = await PostgresServer.SharedAsync();
        var harness = new SchemaHarness(scene, await server.CreateDatabaseAsync(), content);
        await harness.FurnishAsync();
        return harness;
    }

    protected override async Task PrepareAsync(NpgsqlConnection connection, SceneTenant tenant)
    {
        await connection.ExecuteAsync($"CREATE SCHEMA {SchemaOf(tenant.Id)}");
        await connection.ExecuteAsync($"CREATE TABLE {TableOf(tenant.Id, "Files")} ({string.Join(", ", ColumnsOfFiles())}, PRIMARY KEY (\"Id\"))");
        foreach (var module in tenant.Modules)
            await connection.ExecuteAsync($"CREATE TABLE {TableOf(tenant.Id, module.Name)} ({string.Join(", ", ColumnsOf(module))}, PRIMARY KEY ({Sql.Quote(module.Columns[0])}))");
    }

    protected override string TableOf(TenantId tenant, string module) => $"{SchemaOf(tenant)}.{Sql.Quote(module)}";

    protected override object?[] Before(TenantId tenant) => [];

    private static string SchemaOf(TenantId tenant) => Sql.Quote($"Org \"{tenant.Region}\" {tenant.Name}");
}
