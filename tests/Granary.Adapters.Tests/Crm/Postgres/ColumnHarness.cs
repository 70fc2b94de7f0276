using Granary.Adapters.Crm;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Granary.Testing.Postgres;
using Npgsql;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>
/// One set of tables for all tenants, whose ids are unique for each tenant alone: another one, of whom no contract knows, has a
/// record of its own under every id.
/// </summary>
internal sealed class ColumnHarness : PostgresHarness
{
    private ColumnHarness(CrmScene scene, PostgresDatabase database)
        : base(scene, database, PostgresContent.Bytes)
    {
        Options.Tenancy = CrmTenancy.Column;
        Options.TenantColumn = "Owner";
        Options.Exclude.Add(new CrmExclusionOptions { Table = "*", Column = "Owner", Reason = "Whose a row is, everybody knows who has the backup." });
    }

    public static async Task<CrmHarness> OpenAsync(CrmScene scene)
    {
        var server = await PostgresServer.SharedAsync();
        var harness = new ColumnHarness(scene, await server.CreateDatabaseAsync());
        await harness.FurnishAsync();
        return harness;
    }

    protected override CrmTenantOptions OptionsOf(TenantProfile profile) => base.OptionsOf(profile) with { Key = KeyOf(profile.Id) };

    protected override async Task PrepareAsync(NpgsqlConnection connection, SceneTenant tenant)
    {
        var another = new TenantId(tenant.Id.Region, $"not-{tenant.Id.Name}");
        await CreateAsync(connection, "Files", "Id", ColumnsOfFiles());
        foreach (var module in tenant.Modules)
        {
            await CreateAsync(connection, module.Name, module.Columns[0], ColumnsOf(module));
            foreach (var row in module.Rows) await InsertAsync(connection, another, module.Name, [row[0], .. row[1..].Select(Other)]);
        }
        foreach (var attachment in tenant.Attachments)
            await InsertAsync(connection, another, attachment with { FileName = $"{attachment.FileName} of another", Content = [9, 9] });
    }

    protected override string TableOf(TenantId tenant, string module) => Sql.Quote(module);

    protected override object?[] Before(TenantId tenant) => [KeyOf(tenant)];

    // A value that needs its quotes.
    private static string KeyOf(TenantId tenant) => $"{tenant.Name}'s";

    private static Task CreateAsync(NpgsqlConnection connection, string table, string id, IEnumerable<string> columns) =>
        connection.ExecuteAsync($"CREATE TABLE IF NOT EXISTS {Sql.Quote(table)} (\"Owner\" text, {string.Join(", ", columns)}, PRIMARY KEY (\"Owner\", {Sql.Quote(id)}))");

    private static object? Other(object? cell) => cell switch
    {
        string text => $"{text} of another",
        long number => number / 2,
        double number => number / 2,
        byte[] => new byte[] { 9 },
        _ => null,
    };
}
